// The shift, the alarm, colours and the way out: what a crew needs now and then.
import { useSyncExternalStore, type ReactNode } from "react";
import { useMine } from "../session/useMine";
import { setTheme, useTheme, type ThemeChoice } from "../theme/theme";
import { Button, Dialog } from "../ui";
import { soundStore } from "../ui/sound";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { setSound, soundIsOn } from "./alarm";
import { Choices } from "./Choices";
import { BatteryChoice } from "./device/BatteryChoice";
import { DeviceCheck } from "./device/DeviceCheck";
import { InstallHint } from "./InstallHint";
import styles from "./Plain.module.css";
import { SignOutButton } from "./SignOutButton";

export default function MoreDialog({ onClose, children }: { onClose: () => void; children: ReactNode }): ReactNode {
  const theme = useTheme();
  const mine = useMine({ large: true });
  const sound = useSyncExternalStore(soundStore.subscribe, soundIsOn);
  return (
    <Dialog
      title={words.bar.menu}
      onClose={onClose}
      testId="more-dialog"
      footer={
        <Button size="target" onClick={onClose}>
          {en.close}
        </Button>
      }
    >
      <div className={styles["more"]}>
        {children}
        <Choices
          legend={words.bar.sound}
          testId="alarm-sound"
          value={sound ? "on" : "off"}
          onChange={(next) => setSound(next === "on")}
          short
          options={[
            ["on", words.bar.soundOn],
            ["off", words.bar.soundOff],
          ]}
        />
        <Choices<ThemeChoice>
          legend={en.top.theme}
          value={theme}
          onChange={setTheme}
          short
          options={[
            ["dark", en.top.themeDark],
            ["light", en.top.themeLight],
            ["system", en.top.themeSystem],
          ]}
        />
        <BatteryChoice />
        <InstallHint />
        <DeviceCheck />
        <Button size="target" onClick={mine.open} data-testid="mine">
          {en.top.mine}
        </Button>
        <SignOutButton />
      </div>
      {mine.dialog}
    </Dialog>
  );
}
