"""Attributes that are made when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Self, TypeVar, overload

T = TypeVar("T")


class lazily(cached_property[T]):  # noqa: N801 (used as functools.cached_property is)
    """``functools.cached_property`` as it is from Python 3.12 on, without the lock that the ones before hold.

    Two threads that ask at once may both make the value, which is why what makes it has to be pure. The rules ask
    for some hundred such attributes an article, and the lock took two thirds of the time of each.
    """

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        if instance is None:
            return self
        instance.__dict__[self.attrname] = value = self.func(instance)
        return value
