// Half of a tablet's key, in a file of its own. A database keeps what was deleted until it next tidies up; a file that is gone is gone,
// and without this half the other opens nothing.

/** Where the halves lie; tests bring their own. */
export type Salts = {
  read: (name: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  write: (name: string, salt: Uint8Array<ArrayBuffer>) => Promise<void>;
  remove: (name: string) => Promise<void>;
};

/** The browser's private file system. Null: this browser has none that a page can write to. */
export function privateFiles(): Salts | null {
  if (!("storage" in navigator) || !("getDirectory" in navigator.storage) || !("createWritable" in FileSystemFileHandle.prototype)) return null;
  const folder = (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory();
  return {
    read: async (name) => {
      try {
        const file = await (await folder()).getFileHandle(name).then((handle) => handle.getFile());
        return new Uint8Array(await file.arrayBuffer());
      } catch (fault) {
        if (isMissing(fault)) return null;
        throw fault;
      }
    },
    write: async (name, salt) => {
      const out = await (await folder()).getFileHandle(name, { create: true }).then((handle) => handle.createWritable());
      await out.write(salt);
      await out.close();
    },
    remove: async (name) => {
      try {
        await (await folder()).removeEntry(name);
      } catch (fault) {
        if (!isMissing(fault)) throw fault;
      }
    },
  };
}

function isMissing(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name === "NotFoundError";
}
