// The board face.
import type { ReactNode } from "react";
import { TopBar } from "../ui/TopBar";
import { board } from "../words/en.board";

export default function BoardFace(): ReactNode {
  return (
    <>
      <TopBar />
      <main id="main">
        <h2>{board.heading}</h2>
      </main>
    </>
  );
}
