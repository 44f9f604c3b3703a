// The primitives of the interface.
export { Ago, At, Clock, clockState } from "./Ago";
export { Button, type ButtonProps } from "./Button";
export { Chip } from "./Chip";
export { cx } from "./cx";
export { Dialog } from "./Dialog";
export { EmptyState } from "./EmptyState";
export { ErrorNote } from "./ErrorNote";
export { Check, Pick, SelectField, TextArea, TextField } from "./Field";
export { IconShape, shapeOfGrade, type Shape } from "./IconShape";
export { LiveLog } from "./LiveLog";
export { clockTime, exactTime, fromLocalField, toLocalField } from "./time";
export { Toasts } from "./Toasts";
export { announce, announceEmergency, showToast } from "./toasts";
export { Choice, TopBar } from "./TopBar";
export { TrustChip } from "./TrustChip";
