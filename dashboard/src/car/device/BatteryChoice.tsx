// Whether the battery is saved: when it runs low, or as the crew says.
import type { ReactNode } from "react";
import { device as words } from "../../words/en.device";
import { Choices } from "../Choices";
import { chooseSaving, usePower } from "./power";

export function BatteryChoice(): ReactNode {
  const { chosen, level } = usePower();
  const value = chosen === null ? "auto" : chosen ? "on" : "off";
  return (
    <Choices
      legend={words.battery.legend}
      hint={words.battery.hint}
      value={level === null && value === "auto" ? "off" : value}
      onChange={(next) => chooseSaving(next === "auto" ? null : next === "on")}
      short
      testId="battery"
      options={[...(level === null ? [] : [["auto", words.battery.auto] as const]), ["on", words.battery.on], ["off", words.battery.off]]}
    />
  );
}
