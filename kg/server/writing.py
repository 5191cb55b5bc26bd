"""Who may change the store over HTTP."""

import hmac
from dataclasses import dataclass

from starlette.requests import Request

from kg.server.exchange import Answer, Task, text
from kg.server.pool import QueryPool


@dataclass(frozen=True, slots=True)
class Writing:
    """The one worker that writes, and the token that a client must send to reach it."""

    pool: QueryPool
    token: str | None

    def refuse(self, request: Request) -> Answer | None:
        """The answer to a client that may not write; ``None`` for one that may."""
        if self.token is None:
            return text(403, "This server is read-only.")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), self.token.encode()):
            return None
        return text(401, "Writing needs the token that the server was started with: Authorization: Bearer …")

    async def do(self, request: Request, task: Task) -> Answer:
        """Do a task that writes, for a client that may."""
        return self.refuse(request) or await self.pool.ask(task)
