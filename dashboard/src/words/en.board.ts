// English of the board face.

export const board = {
  heading: "Board",
};
