// parcels.js: what the single file carries beside its pages, each in a <script type="text/plain" data-parcel="NAME">:
// the wasm as base64, the worker's script, the manifests of the examples.
//
//   parcels() -> Map of name to text. To be called first before the page takes the place of all that

let found = null;

export function parcels() {
  found ??= new Map([...document.querySelectorAll('script[data-parcel]')].map((each) =>
    [each.dataset.parcel, each.textContent]));
  return found;
}
