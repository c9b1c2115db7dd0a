// Types of say.mjs, for the tasks written in TypeScript.
export function say(line: string): void;
export class Stop extends Error {}
