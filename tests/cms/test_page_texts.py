"""The text files of pages: what is read, and what is refused with file and line."""

from __future__ import annotations

from typing import Any

import pytest

from cms import page_texts
from cms.page_blocks import Keys, with_keys
from cms.page_texts import PAGE, UnreadableText, parse


def blocks(body: str) -> list[dict[str, Any]]:
    source = f"title: Mùa gặt\n\n{body}"
    return parse(source, slug="mua-gat", name="mua-gat.md", keys=PAGE).blocks


def only(body: str) -> Any:
    (block,) = blocks(body)
    return block["value"]


def test_the_head_is_keys_and_values_until_a_blank_line() -> None:
    text = parse(
        "title: Giao hàng: ai giao\nlead: Một câu.\ndemo: yes\n\n## Phí\nTheo vùng.\n",
        slug="giao-hang",
        name="giao-hang.md",
        keys=PAGE,
    )

    assert (text.title, text.get("lead"), text.get("picture")) == (
        "Giao hàng: ai giao",
        "Một câu.",
        "",
    )
    assert text.flag("demo")
    assert text.blocks == [
        {"type": "heading", "value": "Phí"},
        {"type": "paragraph", "value": "<p>Theo vùng.</p>"},
    ]


def test_paragraphs_and_lists_that_follow_each_other_are_one_block() -> None:
    assert only("Ra đồng.\n\nVề nhà.\n- Lúa\n- Rơm\n") == (
        "<p>Ra đồng.</p><p>Về nhà.</p><ul><li>Lúa</li><li>Rơm</li></ul>"
    )


def test_bold_words_and_links_are_marked_up_and_nothing_else_is() -> None:
    assert only('**Nhớ** xem [phí & hạn](/giao-hang/?a=1&b="2") <script>') == (
        "<p><b>Nhớ</b> xem "
        '<a href="/giao-hang/?a=1&amp;b=&quot;2&quot;">phí &amp; hạn</a> '
        "&lt;script&gt;</p>"
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "http://a.vn"]
)
def test_a_link_that_leads_astray_stays_words(url: str) -> None:
    assert "<a" not in only(f"[bấm]({url})")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (
            "> Được mùa.\n> — Bà Lụa",
            {"text": "Được mùa.", "speaker": "Bà Lụa"},
        ),
        (
            "[[picture: pages/harvest | Mùa gặt]]",
            {"image": "pages/harvest", "caption": "Mùa gặt"},
        ),
        (
            "[[products: to-he, keo-lac | Trong bài]]",
            {"heading": "Trong bài", "products": ["to-he", "keo-lac"]},
        ),
        (
            "[[products: village=to-he-xuan-la, stars=4]]",
            {"heading": "", "products": [], "village": "to-he-xuan-la", "stars": "4"},
        ),
        ("[[products: on_sale]]", {"heading": "", "products": [], "on_sale": True}),
        ("[[products: newest]]", {"heading": "", "products": [], "order": "newest"}),
        ("[[producer: htx-anh-xa-cu]]", {"producer": "htx-anh-xa-cu"}),
        ("[[showroom: diem-son-ha]]", {"showroom": "diem-son-ha"}),
        ("[[certificate]]", {}),
        (
            "[[figures: 120 = sản phẩm | 39 = cơ sở]]",
            {
                "figures": [
                    {"number": "120", "label": "sản phẩm"},
                    {"number": "39", "label": "cơ sở"},
                ]
            },
        ),
        (
            "[[timeline]]\n- 1925: dựng xưởng\n- Nay: ba nhà",
            {
                "moments": [
                    {"when": "1925", "text": "dựng xưởng"},
                    {"when": "Nay", "text": "ba nhà"},
                ]
            },
        ),
        ("[[link: Xem thêm | /san-pham/]]", {"label": "Xem thêm", "url": "/san-pham/"}),
    ],
)
def test_each_block_is_read(body: str, value: object) -> None:
    assert only(body) == value


def test_questions_take_their_answers_and_end_at_a_blank_line() -> None:
    faq, after = blocks(
        "[[faq]]\n? Đổi cỡ?\nĐược.\nTrong 7 ngày.\n\n? Phí?\nKhông.\n\nHết."
    )

    assert faq["value"]["questions"] == [
        {"question": "Đổi cỡ?", "answer": "<p>Được.</p><p>Trong 7 ngày.</p>"},
        {"question": "Phí?", "answer": "<p>Không.</p>"},
    ]
    assert after == {"type": "paragraph", "value": "<p>Hết.</p>"}


def test_a_table_has_its_first_row_for_a_head() -> None:
    table = only("| Vùng | Ngày |\n| **Hà Nội** | [1–2](/giao-hang/) |")

    assert table["data"] == [["Vùng", "Ngày"], ["Hà Nội", "1–2"]]
    assert table["first_row_is_table_header"]


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("title: A\nauthor: B\n\nChữ.", 2, "unknown key 'author'"),
        ("title: A\ntitle: B\n", 2, "'title' is given twice"),
        ("lead: Một câu.\n", 1, "no title"),
        ("", 1, "no title"),
        ("title: A\ndemo: có\n", 2, "'demo' is 'yes' or left out"),
        ("title: A\n\nChữ.\n\n[[poll: ai]]", 5, "unknown block '[[poll: ai]]'"),
        ("title: A\n\n[[picture: x]", 3, "unknown block '[[picture: x]'"),
        ("title: A\n\n[[products:]]", 3, "[[products]]: names no product and no rule"),
        (
            "title: A\n\n[[products: colour=red]]",
            3,
            "[[products]]: unknown rule 'colour'",
        ),
        ("title: A\n\n[[products: stars=2]]", 3, "[[products]]: stars are 3, 4 or 5"),
        (
            "title: A\n\n[[products: a,b,c,d,e,f,g,h,i]]",
            3,
            "[[products]]: more than 8 products",
        ),
        (
            "title: A\n\n[[producer: Ánh Xà Cừ]]",
            3,
            "[[producer]]: 'Ánh Xà Cừ' is no slug",
        ),
        ("title: A\n\n[[certificate: 4]]", 3, "[[certificate]]: takes nothing"),
        (
            "title: A\n\n[[figures: 120]]",
            3,
            "[[figures]]: a figure is 'number = label'",
        ),
        (
            "title: A\n\n[[link: Xem | javascript:x]]",
            3,
            "[[link]]: a link is 'words | /url/'",
        ),
        ("title: A\n\n[[timeline]]\n- 1925", 4, "a moment is '- when: text'"),
        ("title: A\n\n[[timeline]]\n", 3, "[[timeline]] needs moments"),
        ("title: A\n\nChữ.\n? Hỏi", 4, "a question outside [[faq]]"),
        (
            "title: A\n\n[[faq]]\n? Hỏi",
            3,
            "[[faq]] needs questions, each with an answer",
        ),
        (
            "title: A\n\n| a | b |\n| c |",
            4,
            "a row with more or fewer cells than the first",
        ),
        ("title: A\n\n| a | b", 3, "a row of a table is '| a | b |'"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(
    source: str, line: int, reason: str
) -> None:
    with pytest.raises(UnreadableText) as refused:
        parse(source, slug="a", name="a.md", keys=PAGE)

    assert str(refused.value) == f"a.md:{line}: {reason}"


def test_days_ago_is_a_number() -> None:
    with pytest.raises(UnreadableText, match="'days_ago' is a whole number"):
        parse(
            "title: A\ndays_ago: hôm qua\n", slug="a", name="a", keys=page_texts.ARTICLE
        )


def test_slugs_give_way_to_keys_and_what_is_not_there_is_left_out() -> None:
    named = blocks(
        "[[products: to-he, da-xoa]]\n\n[[products: da-xoa]]\n\n[[picture: mat]]\n\n"
        "[[producer: a]]\n\n[[showroom: b]]\n\n[[products: newest]]"
    )

    found = with_keys(named, Keys(products={"to-he": 7}, producers={"a": 3}))

    assert [(block["type"], block["value"]) for block in found] == [
        ("products", {"heading": "", "products": [7]}),
        ("producer", {"producer": 3}),
        ("products", {"heading": "", "products": [], "order": "newest"}),
    ]
