"""What goes wrong on order: refusals, waiting, silence, and answers that get lost."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Fault:
    """One thing that goes wrong at a method of the Web API, a number of times."""

    method: str
    times: int = 1
    error: str = ""
    status: int = 200
    retry_after: int = 0
    hang_seconds: float = 0
    drop_reply: bool = False


@dataclass
class Faults:
    """The faults that are planned; each is taken in turn when its method is called."""

    planned: list[Fault] = field(default_factory=list)
    deliveries: int = 1

    def plan(
        self,
        method: str,
        *,
        times: int = 1,
        error: str = "",
        status: int = 200,
        retry_after: int = 0,
        hang_seconds: float = 0,
        drop_reply: bool = False,
    ) -> None:
        """Plans a fault: an error code, a status (429 with `retry_after`, 500), a time without any
        answer, or an answer that is lost after the work was done (`drop_reply`)."""
        self.planned.append(
            Fault(method, times, error, status, retry_after, hang_seconds, drop_reply)
        )

    def clear(self) -> None:
        """From now on everything goes well."""
        self.planned.clear()
        self.deliveries = 1

    def next(self, method: str) -> Fault | None:
        """The fault that this call meets, if any."""
        for fault in self.planned:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return None
