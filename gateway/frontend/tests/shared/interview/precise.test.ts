import { describe, expect, it } from "vitest";

import * as precise from "#shared/interview/precise.js";

describe("to the last digit", () => {
  // what the C library gives, which is right here
  it.each([
    ["sin", 0.6676491, 0.6191415863691753],
    ["cos", 0.6676491, 0.7852793745083727],
    ["sin", 22, -0.008851309290403876],
    ["cos", -40.5, -0.9425194910508831],
    ["tan", 1.5, 14.101419947171719],
    ["exp", 1, 2.718281828459045],
    ["exp", -30.25, 7.287724095819692e-14],
    ["log", 10, 2.302585092994046],
    ["asin", 0.3, 0.3046926540153975],
    ["acos", 0.3, 1.2661036727794992],
    ["atan", 3, 1.2490457723982544],
  ] as const)("%s of %d", (name, given, wanted) => {
    expect(precise[name](given)).toBe(wanted);
  });

  it.each([
    ["sin", 0, 0],
    ["cos", 0, 1],
    ["tan", 0, 0],
    ["sin", Infinity, NaN],
    ["sin", 1e9, Math.sin(1e9)],
    ["cos", 1e9, Math.cos(1e9)],
    ["tan", 1e9, Math.tan(1e9)],
    ["asin", 2, NaN],
    ["asin", 1, Math.PI / 2],
    ["acos", 1, 0],
    ["acos", -1, Math.PI],
    ["acos", 2, NaN],
    ["atan", Infinity, Math.PI / 2],
    ["atan", 0, 0],
    ["exp", 0, 1],
    ["exp", 800, Infinity],
    ["exp", -800, 0],
    ["exp", -Infinity, 0],
    ["log", 1, 0],
    ["log", 0, -Infinity],
    ["log", -1, NaN],
    ["log", 5e-324, Math.log(5e-324)],
  ] as const)("at the edge: %s of %d is %d", (name, given, wanted) => {
    expect(precise[name](given)).toBe(wanted);
  });
});
