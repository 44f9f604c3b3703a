// Parts of the tablet that are not in its first load. They come ahead of their use, when a job is there, so that a link lost later takes none of them away.
export const loadForms = () => import("./doorstep/VisitForms");
export const loadFile = () => import("./OpenFile");
export const loadMore = () => import("./MoreDialog");
export const loadOutbox = () => import("./outbox/OutboxDialog");

export const AHEAD = [loadForms, loadFile, loadMore, loadOutbox];
