// Types of lock.mjs, for the tasks written in TypeScript.
export function whileAlone<T>(lock: string, work: () => T | Promise<T>): Promise<T>;
