"""How texts fall into words."""

from hypothesis import given
from hypothesis import strategies as st

from search.words import MOST_WORDS, Word, exact, folded, query_words, words


def test_words_are_letters_and_digits_in_both_forms():
    assert words("Đũa gỗ, 12-đôi (Chuyên Mỹ)!") == (
        Word("dua", "đũa"),
        Word("go", "gỗ"),
        Word("12", "12"),
        Word("doi", "đôi"),
        Word("chuyen", "chuyên"),
        Word("my", "mỹ"),
    )


def test_composed_and_decomposed_text_are_one():
    assert words("bưởi") == words("bưởi")
    assert folded("Bưởi Bạch Hạ") == "buoi bach ha"
    assert exact("BƯỞI  Bạch_Hạ") == "bưởi bạch hạ"


def test_a_query_has_no_end_of_words():
    assert len(query_words("a " * 100)) == MOST_WORDS


@given(st.text(max_size=200))
def test_folded_words_hold_no_sign_that_an_engine_could_read(text):
    assert all(char.isalnum() or char == " " for char in folded(text))
