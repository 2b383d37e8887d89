"""Finding communes by what people type."""

import pytest

from catalog.places.lookup import find_old, search_communes


def lines(text, province="01", **options):
    matches = search_communes(text=text, province_code=province, **options)
    return [(match.label, match.note) for match in matches]


CHUYEN_MY = ("Xã Chuyên Mỹ", "Vân Từ (huyện Phú Xuyên cũ) nay thuộc xã này")
PHU_XUYEN = ("Xã Phú Xuyên", "Văn Tự (huyện Thường Tín cũ) nay thuộc xã này")


@pytest.mark.parametrize(
    "text",
    ["chuyen my", "CHUYÊN MỸ", "xã Chuyên Mỹ", "x. chuyen", "phường chuyên mỹ"],
)
def test_a_name_of_today_is_found(places, text):
    assert lines(text)[0] == ("Xã Chuyên Mỹ", "")


@pytest.mark.parametrize(
    "text", ["VÂN TỪ", "xã Vân Từ", "Va\u0302n Tu\u031b\u0300", "Vân Từ, Phú Xuyên"]
)
def test_an_old_name_leads_to_the_commune_of_today(places, text):
    assert lines(text)[0] == CHUYEN_MY


@pytest.mark.parametrize("text", ["van tu", "xa van tu", "Van  Tu"])
def test_without_accents_both_old_communes_are_offered(places, text):
    assert set(lines(text)) == {CHUYEN_MY, PHU_XUYEN}


def test_a_district_after_the_comma_decides(places):
    assert lines("van tu, phu xuyen")[0] == CHUYEN_MY
    assert lines("van tu, thuong tin")[0] == PHU_XUYEN


def test_a_commune_that_ended_in_2020_is_found(places):
    assert lines("thuy phu")[0] == (
        "Xã Phú Xuyên",
        "Thụy Phú (huyện Phú Xuyên cũ) nay thuộc xã này",
    )


def test_a_divided_commune_offers_every_part_the_chief_one_first(places):
    note = "Tô Hiệu (huyện Thường Tín cũ) nay một phần thuộc xã này"

    assert lines("tô hiệu") == [("Xã Chương Dương", note), ("Xã Phú Xuyên", note)]


@pytest.mark.parametrize("text", ["hoà lạc", "hòa lạc", "Hoa Lac"])
def test_the_place_of_the_tone_does_not_matter(places, text):
    assert lines(text)[0] == ("Xã Hòa Lạc", "")


@pytest.mark.parametrize("text", ["Ea H'Leo", "ea h’leo", "EA HLEO"])
def test_apostrophes_do_not_matter(places, text):
    assert lines(text, province="66")[0] == ("Xã Ea H'Leo", "")


def test_a_name_that_starts_with_the_word_for_a_kind_is_found(places):
    assert lines("phuong duc")[0] == ("Xã Phượng Dực", "")


def test_names_that_begin_with_the_text_come_first(places):
    assert [label for label, _ in lines("my")][:2] == ["Xã Mỹ Đức", "Xã Chuyên Mỹ"]


def test_a_commune_is_offered_once(places):
    labels = [label for label, _ in lines("phu xuyen")]

    assert labels.count("Xã Phú Xuyên") == 1


def test_without_text_a_province_lists_its_communes_in_order(places):
    assert [label for label, _ in lines("", limit=4)] == [
        "Xã An Khánh",
        "Phường Ba Đình",
        "Xã Ba Vì",
        "Phường Bạch Mai",
    ]


def test_without_a_province_each_line_tells_its_own(places):
    assert ("Xã Phú Xuyên", "Tỉnh Thái Nguyên") in lines("phú xuyên", province="")
    assert ("Xã Phú Xuyên", "Thành phố Hà Nội") in lines("phú xuyên", province="")


def test_an_island_district_leads_to_its_special_zone(places):
    assert lines("ly son", province="51")[0][0] == "Đặc khu Lý Sơn"


@pytest.mark.parametrize(
    "text",
    ["%", "_", "'; DROP TABLE", "\x00", "\ud800", "🌾", "x" * 5000, ".", ",", "xyzzy"],
    ids=ascii,
)
def test_nonsense_finds_nothing(places, text):
    assert lines(text) in ([], lines(""))
    assert find_old(text) == ([], False)


def test_another_province_is_not_searched(places):
    assert lines("chuyen my", province="04") == []
    assert lines("chuyen my", province="99") == []


@pytest.mark.parametrize("text", ["van tu", "an", "", "chuyen my", "quang trung"])
@pytest.mark.parametrize("province", ["01", ""])
def test_two_questions_at_most(places, text, province, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        search_communes(text=text, province_code=province)


def test_no_more_lines_than_asked_for(places):
    assert len(lines("an", province="", limit=7)) == 7


def test_old_names_are_told_with_their_heirs(places, django_assert_num_queries):
    with django_assert_num_queries(2):
        found, has_more = find_old("to hieu", "01")

    [old] = found
    assert (old.full_name, old.district, old.province) == (
        "Xã Tô Hiệu",
        "huyện Thường Tín",
        "Hà Nội",
    )
    assert [(heir.commune.name, heir.is_default) for heir in old.heirs] == [
        ("Chương Dương", True),
        ("Phú Xuyên", False),
    ]
    assert not has_more


def test_a_common_old_name_says_that_there_are_more(places):
    found, has_more = find_old("tan", limit=50)

    assert len(found) == 50
    assert has_more


def test_one_letter_is_too_little_for_old_names(places):
    assert find_old("a") == ([], False)
