// What is bundled: for a page, with the wasm inside.
import { open } from 'podwall';
import wasm from 'podwall/podwall.wasm';

const podwall = await open({ wasm, files: 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n' });
console.log(podwall.check().counts.pods, podwall.about().ok);
