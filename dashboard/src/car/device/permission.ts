// What the browser lets this page do, as it stands now and as it changes.
import { useCallback, useEffect, useState } from "react";

export type Permission = "granted" | "prompt" | "denied" | "absent";

export function useLocationPermission(): { state: Permission; ask: () => void } {
  const [state, setState] = useState<Permission>("geolocation" in navigator ? "prompt" : "absent");
  useEffect(() => {
    if (!("geolocation" in navigator) || !("permissions" in navigator)) return undefined;
    let status: PermissionStatus | null = null;
    const read = (): void => {
      if (status !== null) setState(status.state);
    };
    let wanted = true;
    navigator.permissions.query({ name: "geolocation" }).then(
      (found) => {
        if (!wanted) return;
        status = found;
        status.addEventListener("change", read);
        read();
      },
      () => undefined,
    );
    return () => {
      wanted = false;
      status?.removeEventListener("change", read);
    };
  }, []);
  const ask = useCallback(() => {
    navigator.geolocation.getCurrentPosition(
      () => setState("granted"),
      (fault) => setState(fault.code === fault.PERMISSION_DENIED ? "denied" : "granted"),
    );
  }, []);
  return { state, ask };
}

export function useNoticePermission(): { state: Permission; ask: () => void } {
  const read = (): Permission => (!("Notification" in window) ? "absent" : Notification.permission === "default" ? "prompt" : Notification.permission);
  const [state, setState] = useState(read);
  const ask = useCallback(() => {
    void Notification.requestPermission().then(() => setState(read()));
  }, []);
  return { state, ask };
}
