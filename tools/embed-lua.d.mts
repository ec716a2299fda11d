/** The text of a .lua file with its includes in place. */
export function expandIncludes(file: string, read?: (file: string) => string | undefined): string;

/** `get-multiple.lua` is `getMultiple`. */
export function scriptNameOf(file: string): string;

/** The TypeScript module that holds scripts by name. */
export function moduleOf(scripts: Readonly<Record<string, string>>): string;

/** The generated modules of a tree, by file. `undefined` stands for one that must go. */
export function generate(root: string): Map<string, string | undefined>;

/** The generated modules of a tree that are not what its .lua files say. */
export function findStale(root: string): Map<string, string | undefined>;

/** Brings the generated modules of a tree up to date, and names the files that changed. */
export function embed(root: string): string[];
