// Open the page's compressed scripts and styles in order; the policy names the hash of each, so nothing else would run.
(async () => {
  if (!window.DecompressionStream) {
    document.querySelector("main").innerHTML = document.querySelector("noscript").textContent;
    return;
  }
  const blocks = [...document.querySelectorAll("script[type='text/deflate']")];
  const texts = blocks.map((block) => {
    const bytes = Uint8Array.from(atob(block.textContent), (char) => char.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  });
  for (const [at, block] of blocks.entries()) {
    const element = document.createElement(block.dataset.as);
    element.textContent = await texts[at];
    document.head.append(element);
    block.remove();
  }
  // a heading in the page's own words names the window too, in either language
  const heading = document.querySelector(".page-head h1");
  if (heading && heading.querySelector(".in-es")) {
    new MutationObserver(() => { document.title = heading.innerText; }).observe(document.documentElement, { attributeFilter: ["lang"] });
  }
  document.documentElement.classList.add("page-ready");
})();
