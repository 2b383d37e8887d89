"""Pages for when something is not there, not allowed, or broken."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults
from django.views.csrf import csrf_failure


def test_a_missing_page_is_told_in_the_shops_own_look(client: Client, db: None) -> None:
    response = client.get("/khong-co-trang-nay/")

    body = response.content.decode()
    assert response.status_code == 404
    assert "Không tìm thấy trang này" in body
    assert "storefront/shop.css" in body


def test_a_path_with_nonsense_is_missing_not_broken(client: Client, db: None) -> None:
    for path in ("/%00", "/%ed%a0%80/", "/" + "a" * 3000, "/😀/"):
        assert client.get(path).status_code in (301, 400, 404)


def test_an_expired_form_is_told_what_to_do(rf: RequestFactory, db: None) -> None:
    response = csrf_failure(rf.post("/"))

    assert response.status_code == 403
    assert "chưa có gì thay đổi" in response.content.decode()


def test_a_refusal_is_told(rf: RequestFactory, db: None) -> None:
    response = defaults.permission_denied(rf.get("/"), Exception())

    assert "không dành cho tài khoản" in response.content.decode()


def test_the_page_of_last_resort_needs_no_database(rf: RequestFactory) -> None:
    response = defaults.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "Trang đang gặp lỗi" in response.content.decode()


def test_no_error_page_has_inline_script_or_style(db: None, rf: Any) -> None:
    for name in ("404.html", "403.html", "403_csrf.html", "500.html"):
        page = render_to_string(name, request=rf.get("/"))
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
