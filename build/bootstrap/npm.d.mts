// Types of npm.mjs, for the tasks written in TypeScript.
export type Pin = { readonly name: string; readonly version: string; readonly integrity: string };
export function npm(args: string[], cwd: string, node?: string): boolean;
export function installPinned(pin: Pin, target: string, check?: (dir: string) => void): void;
export function workFolder(target: string): string;
