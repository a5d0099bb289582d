"""The key is in no log, repr or traceback; and nothing leaves the machine but what the settings say."""

from __future__ import annotations

import gc
import logging
import traceback

import pytest

from rag.errors import ModelError, ModelFailure
from rag.settings import RagSettings
from rag.writing.model import OpenAIModel
from rag.writing.service import Service
from tests.fake_openai import KEY, Behaviour, Cut, FakeOpenAI, Hang, Malformed, Status, Text
from tests.models import ASKED, PATIENT, QUICK, model_settings, quick_model

PASSWORD = "Mat-khau_Rat-Bi-Mat-99"
FROM_ENVIRONMENT = {
    "OPENAI_API_KEY": "sk-of-the-environment",
    "OPENAI_ADMIN_KEY": "sk-of-the-admin",
    "OPENAI_ORG_ID": "org-of-the-environment",
    "OPENAI_PROJECT_ID": "project-of-the-environment",
    "OPENAI_CUSTOM_HEADERS": "\n".join(
        f"{name}: of-the-environment" for name in ("X-Custom", "User-Agent", "Accept", "Host", "Authorization", "Xấu")
    ),
    "OPENAI_WEBHOOK_SECRET": "secret-of-the-environment",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        *FROM_ENVIRONMENT,
        *"OPENAI_BASE_URL OPENAI_MODEL HTTP_PROXY http_proxy HTTPS_PROXY https_proxy ALL_PROXY all_proxy".split(),
        *"NO_PROXY no_proxy".split(),
    ):
        monkeypatch.delenv(name, raising=False)


def everything(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, as the most talkative formatter would write it."""
    formatter = logging.Formatter("%(name)s %(message)s %(args)s %(exc_text)s %(stack_info)s")
    return "\n".join(formatter.format(record) + repr(record.__dict__) for record in caplog.records)


FAILURES: list[Behaviour] = [
    Text("Xong [1]."),
    Status(401, f"Incorrect API key provided: {KEY}", headers={"X-Echo": "no"}),
    Status(400, f"api key {KEY} is wrong"),
    Status(500, body=f"<h1>{KEY}</h1>"),
    Cut("request"),
    Cut("line"),
    Malformed("event"),
    Malformed("body", KEY),
    Hang(),
]


def test_the_key_is_sent_and_shown_nowhere(openai: FakeOpenAI, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""
    with quick_model(openai, QUICK, openai_api_key=KEY) as model:
        for behaviour in FAILURES:
            openai.answer(behaviour)
            try:
                told += model.complete(ASKED, max_tokens=100).text
            except ModelError as error:
                told += "".join(traceback.format_exception(error)) + repr(error) + str(error) + repr(error.__dict__)
                held = traceback.TracebackException.from_exception(error, capture_locals=True)
                told += str([frame.locals for frame in held.stack if "/tests/" not in frame.filename])
        told += repr(model) + str(vars(model)) + repr(vars(model._source))
        told += repr(model_settings(openai, openai_api_key=KEY))
    assert {request.headers["authorization"] for request in openai.chats} == {f"Bearer {KEY}"}
    logged = everything(caplog)
    assert "httpcore" in logged, "the test would see it"
    assert "Sending HTTP Request" in logged
    for secret in (KEY, KEY[3:], KEY[-12:]):
        assert secret not in logged
        assert secret not in told


def test_the_client_never_holds_the_key(openai: FakeOpenAI) -> None:
    import openai as library

    with quick_model(openai, PATIENT, openai_api_key=KEY) as model:
        model.complete(ASKED, max_tokens=100)
        clients = [found for found in gc.get_objects() if isinstance(found, library.AsyncOpenAI)]
        assert clients
        for client in clients:
            assert KEY not in repr(vars(client)) + repr(client.default_headers) + str(client.api_key)


def test_what_is_secret_in_an_address_is_not_shown(openai: FakeOpenAI, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    address = openai.url.replace("//", f"//user:{PASSWORD}@") + f"?api-key={PASSWORD}2"
    settings = model_settings(openai, openai_base_url=address)
    told = repr(settings)
    with quick_model(openai, PATIENT, openai_base_url=address) as model:
        for behaviour in (Text("Xong."), Status(404), Status(500)):
            openai.answer(behaviour)
            try:
                model.complete(ASKED, max_tokens=100)
            except ModelError as error:
                told += "".join(traceback.format_exception(error))
    sent = openai.chats[0]
    assert sent.headers["authorization"].startswith("Basic ")
    assert sent.path == f"/v1/chat/completions?api-key={PASSWORD}2"
    assert PASSWORD not in everything(caplog)
    assert PASSWORD not in told
    assert sent.headers["authorization"].split()[1] not in everything(caplog)


@pytest.mark.parametrize("key", ["sk-có-dấu", "sk-a\nX-Injected: yes", "sk a b", "sk-\x00"])
def test_a_key_that_no_header_can_hold_is_not_sent(
    openai: FakeOpenAI, caplog: pytest.LogCaptureFixture, key: str
) -> None:
    caplog.set_level(logging.DEBUG)
    with quick_model(openai, PATIENT, openai_api_key=key) as model, pytest.raises(ModelError) as caught:
        model.complete(ASKED, max_tokens=100)
    assert caught.value.failure is ModelFailure.UNAUTHORIZED
    assert not openai.requests
    assert key not in everything(caplog)


def test_a_pasted_key_and_address_are_cleaned(openai: FakeOpenAI) -> None:
    address = f"{openai.url}/chat/completions/"
    with quick_model(openai, PATIENT, openai_api_key=f" {KEY}\n", openai_base_url=address) as model:
        model.complete(ASKED, max_tokens=100)
    (request,) = openai.chats
    assert request.headers["authorization"] == f"Bearer {KEY}"


# -- the environment ------------------------------------------------------------------------------------------


def test_nothing_of_the_environment_is_sent(openai: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in FROM_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    settings = model_settings(openai, openai_api_key=None)
    model = OpenAIModel.create(settings, None, PATIENT)
    assert model is not None
    with model:
        assert model.complete(ASKED, max_tokens=100).text == "OK"
    (request,) = openai.chats
    assert set(request.headers) == {"host", "accept", "accept-encoding", "content-type", "content-length", "user-agent"}
    assert "environment" not in str(request)
    assert "admin" not in str(request)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"OPENAI_API_KEY": KEY},
        {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
        {"OPENAI_MODEL": "gpt-4o-mini"},
        {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
        {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": "", "OPENAI_MODEL": "gpt-4o-mini"},
    ],
    ids=lambda values: ",".join(values) or "nothing",
)
def test_no_model_is_made_of_half_the_settings(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    assert OpenAIModel.create(RagSettings(_env_file=None)) is None


def test_the_service_is_the_one_that_is_set() -> None:
    settings = RagSettings(_env_file=None, openai_api_key=KEY, openai_model="m")
    assert Service.of(settings).url == "https://api.openai.com/v1"


def test_the_key_does_not_follow_a_redirect(openai: FakeOpenAI) -> None:
    with FakeOpenAI() as elsewhere, quick_model(openai, PATIENT, openai_api_key=KEY) as model:
        openai.answer(Status(307, headers={"Location": f"{elsewhere.url}/chat/completions"}))
        with pytest.raises(ModelError) as caught:
            model.complete(ASKED, max_tokens=100)
        assert caught.value.failure is ModelFailure.NOT_FOUND
        assert not elsewhere.requests


# -- proxies --------------------------------------------------------------------------------------------------


def test_the_machine_s_proxy_is_used(openai: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", openai.url.removesuffix("/v1").replace("//", "//user:pass%21@"))
    with quick_model(openai, PATIENT, openai_base_url="http://model.example/v1") as model:
        assert model.complete(ASKED, max_tokens=100).text == "OK"
    (request,) = openai.chats
    assert request.path == "http://model.example/v1/chat/completions"
    assert request.headers["proxy-authorization"] == "Basic dXNlcjpwYXNzIQ=="


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "ollama.localhost", "model.example"])
def test_this_machine_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("ALL_PROXY", "proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "other.example")
    service = Service(f"http://{host}:11434/v1", None, "")
    assert service.proxy() == ("http://proxy.example:3128" if host == "model.example" else None)


def test_an_exception_for_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "other.example,model.example")
    assert Service("https://model.example/v1", None, "").proxy() is None
    assert Service("https://api.example/v1", None, "").proxy() == "http://proxy.example:3128"


@pytest.mark.parametrize("proxy", ["socks5://proxy.example:1080", "http://[broken", "ftp://proxy.example"])
def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, openai: FakeOpenAI, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with quick_model(openai, PATIENT, openai_base_url="http://model.example/v1") as model:
        with pytest.raises(ModelError) as caught:
            model.complete(ASKED, max_tokens=100)
        assert caught.value.failure is ModelFailure.UNREACHABLE
