// The bar above every face: scheme, notice, views, trust, settings, sign-out.
import { useId, useRef, useState, type ReactNode } from "react";
import { usePlace } from "../app/place";
import { facesFor, navigate } from "../app/router";
import { useScheme } from "../live/hooks";
import { useMine } from "../session/useMine";
import { signOut } from "../session/store";
import { setDensity, setTheme, useDensity, useTheme, type Density, type ThemeChoice } from "../theme/theme";
import { en } from "../words/en";
import { Button } from "./Button";
import { cx } from "./cx";
import styles from "./TopBar.module.css";
import { TrustChip } from "./TrustChip";

type Props = {
  /** Between the views and the trust chip: what the face itself needs there. */
  children?: ReactNode;
  /** More lines for the settings panel. */
  settings?: ReactNode;
  /** Whether row density is a choice here. */
  density?: boolean;
  /** False where the face does not listen to its board. */
  live?: boolean;
};

export function TopBar({ children, settings, density = false, live = true }: Props): ReactNode {
  const { session, board, face, chooseBoard } = usePlace();
  const faces = facesFor(board.audiences, session.user.roles);
  return (
    <header className={styles["bar"]}>
      <a className={styles["skip"]} href="#main">
        {en.skipToMain}
      </a>
      <h1 className={styles["scheme"]}>
        {session.boards.length > 1 ? (
          <select className={styles["select"]} aria-label={en.top.boardMenu} value={board.board} onChange={(event) => chooseBoard(event.target.value)}>
            {session.boards.map((each) => (
              <option key={each.board} value={each.board}>
                {each.name}
              </option>
            ))}
          </select>
        ) : (
          board.name
        )}
      </h1>
      {faces.length > 1 && (
        <nav className={styles["faces"]} aria-label={en.top.faces}>
          {faces.map((each) => (
            <a
              key={each}
              href={`/${each}`}
              className={cx(styles["face"], each === face && styles["here"])}
              aria-current={each === face ? "page" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                navigate(each);
              }}
            >
              {en.face[each]}
            </a>
          ))}
        </nav>
      )}
      {live && <Notice />}
      <div className={styles["rest"]}>
        {children}
        {live && <TrustChip />}
        <Settings density={density}>{settings}</Settings>
      </div>
    </header>
  );
}

function Notice(): ReactNode {
  const notice = useScheme()?.notice ?? null;
  return notice === null ? null : <p className={styles["notice"]}>{notice}</p>;
}

function Settings({ density, children }: { density: boolean; children: ReactNode }): ReactNode {
  const { session } = usePlace();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const theme = useTheme();
  const rows = useDensity();
  const mine = useMine();
  const me = useRef<HTMLButtonElement>(null);
  return (
    <div
      className={styles["settings"]}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) {
          event.stopPropagation();
          setOpen(false);
        }
      }}
    >
      <button
        ref={me}
        type="button"
        className={styles["me"]}
        aria-expanded={open}
        aria-controls={panel}
        aria-label={`${en.top.settings}: ${session.user.name}`}
        data-testid="settings"
        onClick={() => setOpen((was) => !was)}
      >
        <span aria-hidden="true">{session.user.name}</span>
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="m1.5 3.5 3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      <div id={panel} className={styles["panel"]} hidden={!open}>
        <p className={styles["who"]}>
          {session.user.name}
          <span>{session.user.roles.map((role) => en.role[role]).join(", ")}</span>
        </p>
        <Choice<ThemeChoice>
          label={en.top.theme}
          value={theme}
          onChange={setTheme}
          options={[
            ["dark", en.top.themeDark],
            ["light", en.top.themeLight],
            ["system", en.top.themeSystem],
          ]}
        />
        {density && (
          <Choice<Density>
            label={en.top.density}
            value={rows}
            onChange={setDensity}
            options={[
              ["comfortable", en.top.comfortable],
              ["compact", en.top.compact],
            ]}
          />
        )}
        {children}
        <Button
          data-testid="mine"
          onClick={() => {
            // Where the focus comes back to: this button goes with its panel.
            me.current?.focus();
            setOpen(false);
            mine.open();
          }}
        >
          {en.top.mine}
        </Button>
        <Button onClick={() => void signOut()} data-testid="sign-out">
          {en.top.signOut}
        </Button>
      </div>
      {mine.dialog}
    </div>
  );
}

type ChoiceProps<T extends string> = { label: string; value: T; onChange: (value: T) => void; options: readonly (readonly [T, string])[] };

/** A small set of which one holds: radio buttons drawn as segments. */
export function Choice<T extends string>({ label, value, onChange, options }: ChoiceProps<T>): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles["choice"]}>
      <legend>{label}</legend>
      <div className={styles["segments"]}>
        {options.map(([each, text]) => (
          <label key={each} className={cx(styles["segment"], each === value && styles["chosen"])}>
            <input type="radio" name={name} value={each} checked={each === value} onChange={() => onChange(each)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
