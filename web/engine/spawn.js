// spawn.js: a worker with an engine in it, for an EngineClient. Its address is also right for a bundle in a folder
// beside this one.

export const spawn = () => new Worker(new URL('../engine/worker.js', import.meta.url), { type: 'module' });
