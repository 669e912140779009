// Open the page's compressed scripts and styles in order; the policy names the hash of each, so nothing else would run.
(async () => {
  if (!window.DecompressionStream) {
    document.querySelector("main").innerHTML = document.querySelector("noscript").textContent;
    return;
  }
  for (const block of document.querySelectorAll("script[type='text/deflate']")) {
    const bytes = Uint8Array.from(atob(block.textContent), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const element = document.createElement(block.dataset.as);
    element.textContent = await new Response(stream).text();
    document.head.append(element);
    block.remove();
  }
  document.documentElement.classList.add("page-ready");
})();
