"""Areas, distances and fences, as JavaRosa reckons them: on a sphere with the Earth's equatorial radius.

Places are written as ODK writes them: "latitude longitude altitude accuracy", with ";" between the points of a line or
a shape. Blanks are passed over; where JavaRosa stops at what is no place, the result is NaN.
"""

from __future__ import annotations

from itertools import pairwise
from math import acos, cos, isnan, nan, pi, radians, sin
from typing import Final, NamedTuple

from bot.interview.values import Value, to_number, to_text

_RADIUS: Final = 6_378_100.0
"""Metres: https://getodk.github.io/xforms-spec/#fn:area speaks of the circumference round the Equator."""
_EQUATOR: Final = 2 * _RADIUS * pi
_CIRCLE: Final = 360.0
_CORNERS: Final = 3


class _Point(NamedTuple):
    latitude: float
    longitude: float


def _points(values: list[Value]) -> list[_Point] | None:
    """Return all points of all values in order, passing over blanks; None where something is no place."""
    found = []
    for written in (piece.split() for value in values for piece in to_text(value).split(";")):
        if not written:
            continue
        point = _Point(to_number(written[0]), to_number(written[1])) if len(written) > 1 else _Point(nan, nan)
        if isnan(point.latitude) or isnan(point.longitude):
            return None
        found.append(point)
    return found


def area(values: list[Value]) -> Value:
    """Return the square metres that points enclose; 0 for fewer than three points, NaN where one is no place."""
    points = _points(values)
    if points is None:
        return nan
    if len(points) < _CORNERS:
        return 0.0
    origin, *rest = points
    flat = [
        (
            (point.longitude - origin.longitude) * _EQUATOR * cos(radians(point.latitude)) / _CIRCLE,
            (point.latitude - origin.latitude) * _EQUATOR / _CIRCLE,
        )
        for point in rest
    ]
    return abs(sum((one[1] * two[0] - one[0] * two[1]) / 2 for one, two in pairwise(flat)))


def distance(values: list[Value]) -> Value:
    """Return the metres along points; 0 for fewer than two, NaN where one is no place."""
    points = _points(values)
    return nan if points is None else sum((_between(one, two) for one, two in pairwise(points)), 0.0)


def _between(one: _Point, two: _Point) -> float:
    """Return the metres between two points, by the spherical law of cosines."""
    first, second = radians(one.latitude), radians(two.latitude)
    cosine = sin(first) * sin(second) + cos(first) * cos(second) * cos(radians(one.longitude - two.longitude))
    return acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def geofence(place: Value, fence: list[Value]) -> Value:
    """Return whether a place lies inside a shape whose last point is its first: even-odd rule, degrees as a plane."""
    points, corners = _points([place]), _points(fence)
    if not points or not corners:
        return False
    x, y = points[0].longitude, points[0].latitude
    inside = False
    for one, two in pairwise(corners):
        if (one.latitude > y) != (two.latitude > y):
            wide, tall = one.longitude - two.longitude, one.latitude - two.latitude
            inside ^= x < wide * (y - two.latitude) / tall + two.longitude
    return inside
