// @vitest-environment jsdom
// The crew's form: what is typed comes out as it goes to the server.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { crew as w } from "../words/en.crew";
import { CrewFields } from "./CrewFields";
import { crewOf, seatsOf, type Crew } from "./seats";

const TRAINING = [{ id: "da_matters", label: "DA Matters" }];
let held: Crew = [];

function Form({ tried = false, needed = ["support_worker", "officer"] }: { tried?: boolean; needed?: ("support_worker" | "officer")[] }): ReactNode {
  const [crew, setCrew] = useState(() => crewOf(needed, []));
  held = crew;
  return <CrewFields value={crew} onChange={setCrew} training={TRAINING} tried={tried} />;
}

afterEach(cleanup);

describe("who sits in the car", () => {
  it("takes name, languages, gender and training of each seat", () => {
    render(<Form />);
    fireEvent.change(screen.getByTestId("seat-support_worker"), { target: { value: "Tamsin Curlew" } });
    fireEvent.change(screen.getByTestId("languages-support_worker"), { target: { value: "polish, urdu" } });
    fireEvent.click(screen.getByTestId("gender-support_worker-woman"));
    fireEvent.click(screen.getByTestId("training-support_worker-da_matters"));
    fireEvent.change(screen.getByTestId("seat-officer"), { target: { value: "PC Dunlin" } });
    expect(seatsOf(held)).toEqual([
      { seat: "support_worker", name: "Tamsin Curlew", languages: ["Polish", "Urdu"], gender: "woman", training: ["da_matters"] },
      { seat: "officer", name: "PC Dunlin" },
    ]);
    fireEvent.click(screen.getByTestId("gender-support_worker-not_said"));
    fireEvent.click(screen.getByTestId("training-support_worker-da_matters"));
    expect(seatsOf(held)[0]).toEqual({ seat: "support_worker", name: "Tamsin Curlew", languages: ["Polish", "Urdu"] });
  });

  it("names each seat, and tells two of one kind apart", () => {
    render(<Form needed={["officer", "officer"]} />);
    expect(screen.getByRole("group", { name: "Officer 1" })).toBeTruthy();
    expect(screen.getByRole("group", { name: "Officer 2" })).toBeTruthy();
  });

  it("says what is missing once somebody tried to send", () => {
    const { rerender } = render(<Form />);
    fireEvent.click(screen.getByTestId("gender-officer-man"));
    expect(screen.queryByText(w.needName)).toBeNull();
    rerender(<Form tried />);
    expect(screen.getByTestId("seat-officer").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getAllByText(w.needName)).toHaveLength(1);
  });
});
