"""Many masters at once: files first, rows later, and again without harm."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model

from media.bulk import NewPicture, add_pictures, remake_all
from media.models import StoreImage
from media.prebuild import build_files, read_master, write_whole
from media.renditions import picture
from tests.factories.images import StoreImageFactory, encoded, scene


@pytest.fixture
def masters(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "masters"
    folder.mkdir()
    paths = [folder / f"{name}.webp" for name in ("bưởi", "giỏ", "nón")]
    for seed, path in enumerate(paths):
        path.write_bytes(encoded(scene(seed=seed), "WEBP"))
    return paths


def stamps(root: Path) -> dict[Path, int]:
    return {p: p.stat().st_mtime_ns for p in root.rglob("*") if p.is_file()}


def pictures(masters: list[Path]) -> list[NewPicture]:
    return [
        NewPicture(path, path.stem, f"Hình vẽ {path.stem}", is_drawing=True)
        for path in masters
    ]


def test_files_need_no_django(masters: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "target"
    program = (
        "import sys; from pathlib import Path; from media.prebuild import build_files;"
        "build_files(sorted(Path(sys.argv[1]).glob('*.webp')), Path(sys.argv[2]));"
        "assert 'django' not in sys.modules"
    )

    subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, str(masters[0].parent), str(target)],
        check=True,
    )

    assert len(list((target / "images").iterdir())) == 3
    assert len(list((target / "r1").iterdir())) == 3 * 8


def test_second_run_touches_nothing(masters: list[Path], tmp_path: Path) -> None:
    root = tmp_path / "target"
    build_files(masters, root)
    before = stamps(root)

    build_files(masters, root)

    assert stamps(root) == before


def test_interrupted_run_is_finished(masters: list[Path], tmp_path: Path) -> None:
    root = tmp_path / "target"
    build_files(masters, root)
    whole = {path: path.read_bytes() for path in stamps(root)}
    lost = sorted(whole)[::3]
    for path in lost:
        path.unlink()

    build_files(masters, root)

    assert {path: path.read_bytes() for path in stamps(root)} == whole


def test_progress_counts_to_the_end(masters: list[Path], tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    build_files(masters, tmp_path / "t", progress=lambda *step: seen.append(step))

    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_unusable_master_stops_the_run(masters: list[Path], tmp_path: Path) -> None:
    masters[1].write_bytes(b"RIFF\0\0\0\0WEBPVP8 ")

    with pytest.raises(OSError, match=r"\w"):
        build_files(masters, tmp_path / "t")


@pytest.mark.django_db
def test_rows_are_ready_and_found_in_the_library(
    masters: list[Path], settings: Any
) -> None:
    found = add_pictures(pictures(masters))

    image = found[masters[0]]
    assert image.pk
    assert (image.state, image.is_drawing) == (StoreImage.State.READY, True)
    assert image.has_current_variants
    assert (Path(settings.MEDIA_ROOT) / str(image.file.name)).is_file()
    drawn = picture(StoreImage.objects.get(pk=image.pk), "card")
    assert drawn is not None
    assert drawn["alt"] == "Hình vẽ bưởi"
    assert [i.pk for i in get_image_model().objects.search("bưởi")] == [image.pk]


@pytest.mark.django_db
def test_adding_again_keeps_rows_and_the_words_of_staff(
    masters: list[Path],
) -> None:
    first = add_pictures(pictures(masters))
    StoreImage.objects.filter(pk=first[masters[0]].pk).update(description="Bưởi chín")

    second = add_pictures(pictures(masters))

    assert {p: i.pk for p, i in second.items()} == {p: i.pk for p, i in first.items()}
    assert second[masters[0]].description == "Bưởi chín"
    assert StoreImage.objects.count() == 3


@pytest.mark.django_db
def test_one_content_is_one_picture(masters: list[Path]) -> None:
    masters[1].write_bytes(masters[0].read_bytes())

    found = add_pictures(pictures(masters))

    assert found[masters[0]].pk == found[masters[1]].pk


def test_many_write_the_same_file(tmp_path: Path) -> None:
    path, content = tmp_path / "uploads" / "buoi.webp", b"x" * 4096

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: write_whole(path, content), range(400)))

    assert [p.read_bytes() for p in path.parent.iterdir()] == [content]


@pytest.mark.django_db
def test_prebuilt_files_are_used(masters: list[Path], settings: Any) -> None:
    root = Path(settings.MEDIA_ROOT)
    build_files(masters, root)
    before = stamps(root)

    add_pictures(pictures(masters))

    assert stamps(root) == before


@pytest.mark.django_db
def test_command_makes_what_is_missing(settings: Any) -> None:
    StoreImageFactory()

    call_command("make_renditions", stdout=StringIO())

    assert StoreImage.objects.get().state == StoreImage.State.READY
    assert remake_all() == 0


@pytest.mark.django_db
def test_command_writes_new_addresses(masters: list[Path], settings: Any) -> None:
    add_pictures(pictures(masters))
    settings.MEDIA_URL = "https://anh.example.vn/"

    call_command("make_renditions", "--all", stdout=StringIO())

    drawn = picture(StoreImage.objects.order_by("pk")[0], "card")
    assert drawn is not None
    assert drawn["src"].startswith("https://anh.example.vn/r1/")


@pytest.mark.django_db
def test_command_tells_of_failures() -> None:
    Path(StoreImageFactory().file.path).unlink()

    with pytest.raises(CommandError, match="1 pictures"):
        call_command("make_renditions", stdout=StringIO())


def test_master_is_known_by_its_content(masters: list[Path]) -> None:
    master = read_master(masters[0])

    assert master.size == (400, 300)
    assert master.path == f"images/{master.digest[:12]}.webp"
