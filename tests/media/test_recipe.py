"""The plan of a picture's files is pure, complete and never blows a picture up."""

from hypothesis import given
from hypothesis import strategies as st

from media.recipe import Plan, Point, Size, plan_for, variants_of

DIGEST = "ab12cd34ef5600112233"
sides = st.integers(1, 2400)


def address(path: str) -> str:
    return f"/uploads/{path}"


def planned(width: int, height: int, focus: Point | None = None) -> Plan:
    return plan_for(digest=DIGEST, size=Size(width, height), focus=focus)


def test_square_master_has_the_square_cuts() -> None:
    variants = variants_of(planned(1200, 1200), address)

    assert list(variants) == ["thumb", "card", "main"]
    assert variants["card"] == {
        "src": "/uploads/r1/ab12cd34ef56-360.jpg",
        "width": 360,
        "height": 360,
        "sources": [
            {
                "type": "image/avif",
                "srcset": "/uploads/r1/ab12cd34ef56-360.avif 360w, "
                "/uploads/r1/ab12cd34ef56-540.avif 540w",
            },
            {
                "type": "image/webp",
                "srcset": "/uploads/r1/ab12cd34ef56-360.webp 360w, "
                "/uploads/r1/ab12cd34ef56-540.webp 540w",
            },
        ],
    }
    assert variants["thumb"] == {
        "src": "/uploads/r1/ab12cd34ef56-136.jpg",
        "width": 136,
        "height": 136,
        "sources": [
            {"type": "image/webp", "srcset": "/uploads/r1/ab12cd34ef56-136.webp"}
        ],
    }


def test_wide_master_has_a_wide_cut_too() -> None:
    variants = variants_of(planned(1600, 1000), address)

    wide = variants["wide"]
    assert (wide["width"], wide["height"]) == (1600, 1000)
    assert wide["src"] == "/uploads/r1/ab12cd34ef56-w1600.jpg"


def test_small_master_gives_its_own_width_once() -> None:
    main = variants_of(planned(500, 400), address)["main"]

    assert (main["width"], main["height"]) == (400, 400)
    assert main["sources"][0]["srcset"] == "/uploads/r1/ab12cd34ef56-400.avif"


def test_cut_follows_the_point_of_interest_and_stays_inside() -> None:
    right = planned(1600, 1000, Point(1590, 500))

    box = next(o.box for cut, o in right.outputs if cut.name == "card")
    assert box == (600, 0, 1600, 1000)
    assert right.key != planned(1600, 1000).key


@given(sides, sides, st.none() | st.builds(Point, sides, sides))
def test_no_file_is_larger_than_what_it_is_cut_from(
    width: int, height: int, focus: Point | None
) -> None:
    plan = planned(width, height, focus)

    for _, output in plan.outputs:
        left, top, right, bottom = output.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert 1 <= output.size.width <= right - left
        assert 1 <= output.size.height <= bottom - top


@given(sides, sides)
def test_one_path_is_one_picture(width: int, height: int) -> None:
    plan = planned(width, height)

    by_path: dict[str, set[object]] = {}
    for _, output in plan.outputs:
        by_path.setdefault(output.path, set()).add((output.size, output.box))
    assert all(len(pictures) == 1 for pictures in by_path.values())
    assert {cut.name for cut, _ in plan.outputs} >= {"thumb", "card", "main"}
