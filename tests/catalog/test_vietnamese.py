"""Vietnamese text: composed form, cleaning, folding, slugs, sort order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.vietnamese import (
    clean_line,
    clean_text,
    fold,
    fold_name,
    nfc,
    slugify,
    sort_key,
)

# The letters with marks, each written out once: 67 small ones and their capitals.
MARKED = {
    "a": "àảãáạăằẳẵắặâầẩẫấậ",
    "e": "èẻẽéẹêềểễếệ",
    "i": "ìỉĩíị",
    "o": "òỏõóọôồổỗốộơờởỡớợ",
    "u": "ùủũúụưừửữứự",
    "y": "ỳỷỹýỵ",
    "d": "đ",
}
LETTERS = [
    (marked, plain)
    for plain, small in MARKED.items()
    for marked in small + small.upper()
]
vietnamese = st.text(
    "".join(MARKED.values()) + "abcdeghiklmnopqrstuvxy" + "ĐÂƠƯ 0123456789-'"
)


def test_the_table_has_all_134_letters_with_marks():
    assert len(LETTERS) == 134


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("marked", "plain"), LETTERS)
def test_every_letter_folds_to_its_plain_one(marked, plain, form):
    assert fold(unicodedata.normalize(form, marked)) == plain


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("marked", "plain"), LETTERS)
def test_every_letter_sorts_after_its_plain_one(marked, plain, form):
    key = sort_key(unicodedata.normalize(form, marked))

    assert key > sort_key(plain)
    assert key < sort_key(chr(ord(plain) + 1))


def test_folding_collapses_spaces_and_lowers():
    assert fold("  Giỏ  CỎ\ttế\u00a0Phú Túc ") == "gio co te phu tuc"


def test_names_fold_alike_whatever_their_apostrophes_and_tone_places():
    assert fold_name("Ea H'Leo") == fold_name("Ea H’leo") == "ea hleo"
    assert fold_name("Hoà Bình") == fold_name("Hòa Bình") == "hoa binh"
    assert fold_name("Bà Rịa - Vũng Tàu") == "ba ria vung tau"


def test_a_slug_keeps_the_sound_of_d():
    assert slugify("Đặc sản đường – 5 kg!") == "dac-san-duong-5-kg"


def test_cleaning_drops_controls_and_lone_surrogates_and_composes():
    typed = "Bu\u031bo\u031b\u0309i\x00 \ud800Ba\u0323ch\r\nHạ\t\x7f"

    assert clean_text(typed) == "Bưởi Bạch\nHạ\t"
    assert clean_line(typed) == "Bưởi Bạch Hạ"


def test_cleaning_keeps_emoji():
    assert clean_line("Cảm ơn 🌾") == "Cảm ơn 🌾"


def test_the_alphabet_is_in_dictionary_order():
    alphabet = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z"

    backwards = alphabet.split()[::-1]

    assert sorted(backwards, key=sort_key) == alphabet.split()


def test_tones_are_in_dictionary_order():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]

    backwards = tones[::-1]

    assert sorted(backwards, key=sort_key) == tones


@pytest.mark.parametrize(
    "names",
    [
        ["An Bình", "Ăn", "Ân Thi", "Ba Vì"],
        ["Da", "Dá", "Dày", "Đa", "Đá"],
        ["Hòa An", "Hoa Bình", "Hoà Bình", "Hòa Lạc"],
        ["3 Tháng 2", "An Khê"],
        ["Phường 2", "Phường 10", "Phường An"],
        ["Văn Tự", "Vân Từ"],
        ["Tân", "Tấn", "Tân An"],
        ["Ở", "Quang Hà", "Quang Trung"],
    ],
    ids=lambda names: names[0],
)
def test_names_are_in_dictionary_order(names):
    backwards = names[::-1]

    assert sorted(backwards, key=sort_key) == names


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    clean_text(text).encode()  # no lone surrogate is left


@given(vietnamese)
def test_both_normal_forms_fold_slug_and_sort_alike(text):
    composed, taken_apart = nfc(text), unicodedata.normalize("NFD", text)

    assert fold(composed) == fold(taken_apart)
    assert slugify(composed) == slugify(taken_apart)
    assert sort_key(composed) == sort_key(taken_apart)


@given(vietnamese)
def test_folded_vietnamese_is_ascii(text):
    assert fold(text).isascii()


@given(st.text())
def test_a_slug_has_only_letters_digits_and_single_hyphens(text):
    slug = slugify(text)

    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug
    assert slug == slug.strip("-") == slugify(slug)


@given(st.text())
def test_a_sort_key_is_short_and_sorts_alike_in_any_collation(text):
    key = sort_key(text)

    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789")
    assert len(key) <= 3 * len(nfc(text).lower()) + 1


@given(vietnamese, vietnamese)
def test_letters_weigh_before_tones(text, other):
    bare, other_bare = _toneless(text), _toneless(other)
    if sort_key(bare) < sort_key(other_bare):
        assert sort_key(text) < sort_key(other)


def _toneless(text: str) -> str:
    taken_apart = unicodedata.normalize("NFD", text)
    return nfc(
        "".join(c for c in taken_apart if c not in "\u0300\u0301\u0303\u0309\u0323")
    )


def test_a_mark_that_composes_with_nothing_is_passed_over():
    assert sort_key("x\u0301") == sort_key("x")
