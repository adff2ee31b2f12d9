// Areas, distances and fences, as JavaRosa reckons them: on a sphere with the Earth's equatorial radius.
// Twin of bot/interview/geography.py. Called by `rare`.

import { acos, cos, sin } from "./precise.js";
import { words } from "./text.js";
import { toNumber, toText, type Value } from "./values.js";

/** Metres: https://getodk.github.io/xforms-spec/#fn:area speaks of the circumference round the Equator. */
const RADIUS = 6_378_100;
const DEGREE = (2 * RADIUS * Math.PI) / 360;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Returns all points of all values in order, passing over blanks; nothing where something is no place. */
function points(values: readonly Value[]): Point[] | undefined {
  const written = values.flatMap((value) => toText(value).split(";")).map(words);
  const found = written
    .filter(({ length }) => length > 0)
    .map(([latitude = "", longitude = ""]) => ({ latitude: toNumber(latitude), longitude: toNumber(longitude) }));
  const places = found.every(({ latitude, longitude }) => !Number.isNaN(latitude + longitude));
  return places ? found : undefined;
}

/** Returns the square metres that points enclose; 0 for fewer than three points, NaN where one is no place. */
export function area(values: readonly Value[]): Value {
  const found = points(values);
  const [origin, ...rest] = found ?? [];
  if (origin === undefined || rest.length < 2) {
    return found === undefined ? NaN : 0;
  }
  const flat = rest.map(({ latitude, longitude }) => ({
    x: ((longitude - origin.longitude) * 2 * RADIUS * Math.PI * cos(radians(latitude))) / 360,
    y: (latitude - origin.latitude) * DEGREE,
  }));
  return Math.abs(pairs(flat).reduce((total, [one, two]) => total + (one.y * two.x - one.x * two.y) / 2, 0));
}

/** Returns the metres along points; 0 for fewer than two, NaN where one is no place. */
export function distance(values: readonly Value[]): Value {
  const found = points(values);
  return found === undefined ? NaN : pairs(found).reduce((total, [one, two]) => total + between(one, two), 0);
}

/** Returns the metres between two points, by the spherical law of cosines. */
function between(one: Point, two: Point): number {
  const [first, second] = [radians(one.latitude), radians(two.latitude)];
  const turn = cos(radians(one.longitude - two.longitude));
  const cosine = sin(first) * sin(second) + cos(first) * cos(second) * turn;
  return acos(Math.max(-1, Math.min(1, cosine))) * RADIUS;
}

/** Returns whether a place lies inside a shape whose last point is its first: even-odd rule, degrees as a plane. */
export function geofence(place: Value, fence: readonly Value[]): Value {
  const [point] = points([place]) ?? [];
  const corners = points(fence) ?? [];
  if (point === undefined) {
    return false;
  }
  const { latitude: y, longitude: x } = point;
  const crossed = pairs(corners).filter(([one, two]) => {
    const [wide, tall] = [one.longitude - two.longitude, one.latitude - two.latitude];
    return one.latitude > y !== two.latitude > y && x < (wide * (y - two.latitude)) / tall + two.longitude;
  });
  return crossed.length % 2 === 1;
}

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((item, place) => {
    const before = items[place - 1];
    return before === undefined ? [] : [[before, item] as [Item, Item]];
  });
}

function radians(degrees: number): number {
  return degrees * (Math.PI / 180);
}
