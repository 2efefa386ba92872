// spawn.js: a worker with an engine in it, for an EngineClient.

export const spawn = () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
