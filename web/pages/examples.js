// examples.js: the script of the gallery, which is whole without it: an address that names an example unfolds its
// manifests.

const unfold = () => {
  const example = document.getElementById(location.hash.slice(1));
  const manifests = example?.matches('.example') ? example.querySelector('details') : null;
  if (manifests) manifests.open = true;
};

addEventListener('hashchange', unfold);
unfold();
