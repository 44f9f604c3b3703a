// Everything that the palette offers now: the acts of one response, the board's own, and every incident to go to.
import type { IncidentRow, ResponseRow, Role, SchemeView } from "../../live/protocol.gen";
import type { BoardGrant } from "../../session/api";
import { AUDIENCE, type LiveFace } from "../../app/router";
import { en } from "../../words/en";
import { board as wb } from "../../words/en.board";
import { keys as w } from "../../words/en.keys";
import { list as wl } from "../../words/en.list";
import { KEY_LIST, keysOf } from "../logic/key-list";
import type { KeyAct } from "../logic/keys";
import { SECTIONS, siteLabel } from "../logic/order";
import { actsFor, type IncidentAct, type PaletteAct, type PaletteEntry } from "../logic/palette";
import { gradeOf, shortNumber } from "../logic/rows";

export type PaletteInput = {
  target: { row: IncidentRow; response: ResponseRow } | null;
  /** In the order of the list. */
  rows: readonly IncidentRow[];
  scheme: SchemeView | null;
  me: { user: string | null; roles: readonly Role[] };
  muted: boolean;
  boards: readonly BoardGrant[];
  /** The board that is shown. */
  board: string;
};

const FACE_KEYS: Partial<Record<KeyAct, LiveFace>> = { go_car: "car", go_demand: "demand" };
/** Not commands to choose from a list. */
const NOT_HERE: ReadonlySet<KeyAct> = new Set<KeyAct>(["down", "up", "first", "last", "open", "palette", "back", "go_board", "mute"]);

export function entriesOf(input: PaletteInput): PaletteEntry[] {
  return [...ofIncident(input), ...ofBoard(input), ...ofIncidents(input)];
}

const isKeyAct = (act: IncidentAct): act is KeyAct => KEY_LIST.some((each) => each.act === act);

function ofIncident({ target, me }: PaletteInput): PaletteEntry[] {
  if (target === null) return [];
  return actsFor(target.row, target.response, me).flatMap((act): PaletteEntry[] => {
    if (act === "close") return [{ id: "act-close", group: "incident", words: wb.acts.close, also: "done", keys: null, act: { do: "close" } }];
    const words = isKeyAct(act) ? w.acts[act] : w.palette.trays[act];
    if (words === undefined) return [];
    const does: PaletteAct = isKeyAct(act) ? { do: "key", key: act } : { do: "tray", tray: act };
    return [{ id: `act-${act}`, group: "incident", words, also: act.replace("_", " "), keys: isKeyAct(act) ? keysOf(act) : null, act: does }];
  });
}

function ofBoard({ muted, boards, board, scheme }: PaletteInput): PaletteEntry[] {
  const faces = boards.find((each) => each.board === board)?.audiences ?? [];
  const entry = (id: string, words: string, act: PaletteAct, keys: string | null = null, also = ""): PaletteEntry => ({ id, group: "board", words, also, keys, act });
  const byKey = KEY_LIST.filter(({ act, group }) => (group === "board" || group === "list") && !NOT_HERE.has(act))
    .filter(({ act }) => {
      const face = FACE_KEYS[act];
      return face === undefined || faces.includes(AUDIENCE[face]);
    })
    .map(({ act }) => entry(`key-${act}`, w.acts[act], { do: "key", key: act }, keysOf(act), act.replace("_", " ")));
  return [
    entry("mute", muted ? w.palette.unmute : w.palette.mute, { do: "key", key: "mute" }, keysOf("mute"), "sound"),
    ...byKey,
    entry("print", w.palette.print, { do: "print" }),
    entry("test-sound", w.palette.testSound, { do: "test_sound" }),
    ...SECTIONS.filter((section) => section !== "car" || scheme?.gate !== "none").map((section) => entry(`section-${section}`, w.palette.section(wl.sections[section]), { do: "section", section }, null, "list")),
    ...boards.filter((each) => each.board !== board).map((each) => entry(`board-${each.board}`, w.palette.board(each.name), { do: "board", board: each.board })),
  ];
}

function ofIncidents({ rows, scheme }: PaletteInput): PaletteEntry[] {
  return rows.map((row) => {
    const grade = gradeOf(scheme, row.grade);
    return {
      id: `go-${row.number}`,
      group: "incidents",
      words: w.palette.goTo(shortNumber(row.number), row.locality ?? en.notKnown),
      also: [row.number, row.beat, siteLabel(row, scheme), grade.label].filter((part) => part !== null).join(" "),
      keys: null,
      act: { do: "open", number: row.number },
    };
  });
}
