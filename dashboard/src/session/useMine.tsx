// The button in every face's menu that opens a person's own account. What it opens is fetched when it is pressed.
import { useState, type ReactNode } from "react";
import { Late } from "../ui/Late";
import { showToast } from "../ui/toasts";
import { en } from "../words/en";

const load = () => import("./MineDialog");

/** `large`: for a gloved thumb. */
export function useMine({ large = false } = {}): { open: () => void; dialog: ReactNode } {
  const [open, setOpen] = useState(false);
  return {
    open: () => setOpen(true),
    dialog: open && (
      <Late
        load={load}
        with={{ large, onClose: () => setOpen(false) }}
        onFail={() => {
          setOpen(false);
          showToast(en.top.notFetched);
        }}
      />
    ),
  };
}
