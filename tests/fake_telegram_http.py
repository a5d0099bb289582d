"""The HTTP side of the fake Bot API server: calls in, updates out, in a thread of its own."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from typing import Any

import aiohttp
from aiohttp import web

from tests.fake_telegram_methods import ApiError, Methods
from tests.fake_telegram_state import Call, Failure, State
from tests.loopback import LoopbackServer


class HttpServer(LoopbackServer):
    """Serves the methods; what it knows outlives a stop."""

    def __init__(self, token: str, me: dict[str, Any]) -> None:
        super().__init__()
        self.token = token
        self.me = me
        self.state = State()
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.port = 0
        self.methods = Methods(self)
        self._wake = asyncio.Event()

    @property
    def url(self) -> str:
        """What TELEGRAM_API_URL is to be."""
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._wake, self._stopping = asyncio.Event(), asyncio.Event()
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        pusher = asyncio.create_task(self._push())
        started.set()
        await self._stopping.wait()
        pusher.cancel()
        await runner.cleanup()

    def news(self) -> None:
        """Tell whoever waits for updates that there is one."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake.set)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, token = request.match_info["method"], request.match_info["token"]
        try:
            params = await _params(request)
        except ConnectionResetError:
            return web.Response()  # the caller was killed in the middle of its request: nobody reads this
        call = Call(method, params, time.monotonic(), token)
        with self.changed:
            self.state.calls.append(call)
            failure = self._scripted(method, params)
            self.changed.notify_all()
        if token != self.token:
            return _error(401, "Unauthorized")
        if failure is not None and not failure.late:
            return await self._broken(request, failure)
        try:
            if method == "getUpdates":
                result = await self._get_updates(params)
            else:
                with self.changed:
                    result = self.methods.run(call)
                    self.changed.notify_all()
        except ApiError as error:
            return _error(error.status, error.description)
        if failure is not None and failure.status != 200:
            return await self._broken(request, failure)
        await asyncio.sleep(failure.hang if failure is not None else 0)
        return web.json_response({"ok": True, "result": result})

    def _scripted(self, method: str, params: dict[str, Any]) -> Failure | None:
        for script in self.state.scripts.get(method, []):
            if script.times > 0 and script.when(params):
                script.times -= 1
                return script.failure
        return None

    async def _broken(self, request: web.Request, failure: Failure) -> web.StreamResponse:
        if failure.hang:
            await asyncio.sleep(failure.hang)
        if failure.reset and request.transport is not None:
            request.transport.abort()
        return _error(failure.status, failure.description, failure.retry_after)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        content = self.state.files.get(request.match_info["path"])
        if content is None or request.match_info["token"] != self.token:
            return _error(404, "Not Found")
        return web.Response(body=content)

    # -- updates ------------------------------------------------------------------------------------------

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.state.webhook.get("url"):
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        with self.lock:
            self.state.polls += 1
            mine = self.state.polls
        self._wake.set()  # an older call that still waits is told
        deadline = time.monotonic() + min(float(params.get("timeout") or 0), 50)
        while True:
            if self.state.polls != mine:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            batch = self._batch(int(params.get("offset") or 0), int(params.get("limit") or 100))
            left = deadline - time.monotonic()
            if batch or left <= 0:
                return batch
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), min(left, 0.25))
            except TimeoutError:
                continue

    def _batch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        with self.lock:
            queued = sorted(self.state.updates)
            if offset < 0:
                offset = queued[offset] if len(queued) >= -offset else 0
            for number in queued:
                if number < offset:
                    del self.state.updates[number]
                    self.state.confirmed.add(number)
            return [self.state.updates[number] for number in sorted(self.state.updates)][:limit]

    async def _push(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(10)) as session:
            while True:
                with self.lock:
                    waiting = sorted(self.state.updates) if self.state.webhook.get("url") else []
                for number in waiting:
                    if not await self._pushed(session, number):
                        break
                await asyncio.sleep(0.05 if waiting else 0.02)

    async def _pushed(self, session: aiohttp.ClientSession, number: int) -> bool:
        headers = {}
        if secret := self.state.webhook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        try:
            async with session.post(
                self.state.webhook["url"], json=self.state.updates[number], headers=headers
            ) as response:
                done = response.status == 200
        except (aiohttp.ClientError, TimeoutError, KeyError):
            done = False
        if done:
            with self.lock:
                self.state.updates.pop(number, None)
                self.state.confirmed.add(number)
        return done


async def _params(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    values: dict[str, Any] = dict(request.query)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            values[name] = value.file.read()
        else:
            values[name] = value
    for name, value in values.items():
        if isinstance(value, str) and value[:1] in "{[":
            try:
                values[name] = json.loads(value)
            except ValueError:
                continue
    return values


def _error(status: int, description: str, retry_after: int | None = None) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if retry_after is not None:
        body["parameters"] = {"retry_after": retry_after}
    return web.json_response(body, status=status)
