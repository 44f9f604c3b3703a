import { expect, it } from "vitest";

import type { CarNeeds, SeatFilled } from "../live/protocol.gen";
import { needLines } from "./needs";
import { sampleCar } from "./sample";

const TRAINING = [{ id: "child", label: "Child first aid" }];
const needs = (part: Partial<CarNeeds>): CarNeeds => ({ language: "", worker_gender: null, child_seats: 0, wheelchair: false, training: [], only_with_all: false, ...part });
const crew = (worker: Partial<SeatFilled> = {}, officer: Partial<SeatFilled> = {}) =>
  sampleCar({ equipment: { child_seats: 1, wheelchair: false }, seats: [{ seat: "support_worker", name: "A. Example", ...worker }, { seat: "officer", name: "PC Example", ...officer }] });
const met = (part: Partial<CarNeeds>, car = crew()) => needLines(needs(part), car, TRAINING).map((line) => line.met);

it("is empty where nobody said, and where English will do", () => {
  expect(needLines(null, crew(), TRAINING)).toEqual([]);
  expect(met({ language: "English" })).toEqual([]);
});

it("finds a language and a training with anybody in the car", () => {
  expect(met({ language: "polish" }, crew({}, { languages: ["Polish"] }))).toEqual([true]);
  expect(met({ language: "Polish" })).toEqual([false]);
  expect(met({ training: ["child"] }, crew({ training: ["child"] }))).toEqual([true]);
});

it("asks who is in the crew, and says where they have not said", () => {
  expect(met({ worker_gender: "woman" }, crew({ gender: "man" }, { gender: "woman" }))).toEqual([true]);
  expect(met({ worker_gender: "woman" }, crew({ gender: "man" }, { gender: "man" }))).toEqual([false]);
  expect(met({ worker_gender: "woman" })).toEqual([null]);
});

it("counts seats, and looks for room", () => {
  expect(needLines(needs({ child_seats: 2, wheelchair: true }), crew(), TRAINING)).toEqual([
    { kind: "child_seats", count: 2, has: 1, met: false },
    { kind: "wheelchair", met: false },
  ]);
  expect(met({ child_seats: 1 })).toEqual([true]);
});

it("shows a training that the scheme no longer lists by its id", () => {
  expect(needLines(needs({ training: ["gone"] }), crew(), TRAINING)).toEqual([{ kind: "training", label: "gone", met: false }]);
});
