"""Brings past news of the district's portal into draft articles."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from cms import news_import


class Command(BaseCommand):
    help = (
        "Nhập tin cũ của cổng thông tin huyện thành bài nháp. Kiểm tra mọi tệp trước; "
        "có chỗ sai thì không nhập bài nào. Chạy lại không sinh bài trùng."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = [_source(Path(name)) for name in options["files"]]
        checked = news_import.check(sources, today=timezone.localdate())
        self._tell(checked)
        if checked.faults:
            raise CommandError(f"Chưa nhập gì: {len(checked.faults)} chỗ cần sửa.")
        if options["dry_run"] or not checked.new:
            self.stdout.write("Không nhập gì.")
            return
        self._apply(checked)

    def _tell(self, checked: news_import.Check) -> None:
        for finding in checked.findings:
            kind = "lỗi" if finding.is_fatal else "lưu ý"
            self.stderr.write(
                f"{finding.file}:{finding.line}: {kind}: {finding.message}"
            )
        for name, encoding in checked.encodings.items():
            self.stdout.write(f"{name}: {encoding}")
        self.stdout.write(f"Bài mới: {len(checked.new)}, đã có: {len(checked.known)}.")

    def _apply(self, checked: news_import.Check) -> None:
        parent = news_import.index_page()
        if parent is None:
            raise CommandError("Chưa có chuyên mục bài viết nào để nhập vào.")
        hidden = not self.stdout.isatty()
        with tqdm(total=len(checked.new), unit=" bài", disable=hidden) as bar:
            try:
                made = news_import.apply(
                    checked, parent=parent, acting_user=None, progress=bar.update
                )
            except news_import.CannotImport as refusal:
                raise CommandError(
                    "Chưa nhập gì: có bài vừa được nhập ở nơi khác."
                ) from refusal
        self.stdout.write(f"Đã nhập {len(made)} bài nháp vào “{parent.title}”.")


def _source(path: Path) -> news_import.Source:
    try:
        return news_import.Source(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(f"Không mở được {path}: {error.strerror}.") from error
