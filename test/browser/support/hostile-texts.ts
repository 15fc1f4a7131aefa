/** Sets `hacked` in the page, if it ever runs. */
const attack = "document.defaultView.hacked = true, alert('hacked')";

/** Texts that would do something if they were taken for HTML, or for a part of it. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'a script': `<script>${attack}</script>`,
  'an image that fails': `<img src=x onerror="${attack}">`,
  'an image elsewhere': '<img src="https://evil.example.com/a.png">',
  'a drawing that loads': `<svg onload="${attack}"><script>${attack}</script></svg>`,
  'an animation': `<svg><animate onbegin="${attack}" attributeName=x dur=1s></svg>`,
  'a link that is a script': `<a href="javascript:${attack}">click</a>`,
  'a frame': `<iframe srcdoc="<script>parent.hacked = true</script>"></iframe>`,
  'an end of an attribute': `"><b onmouseover="${attack}">x</b>`,
  'an end of another attribute': `' autofocus onfocus='${attack}`,
  'a form with fields that hide its properties': `<form onmouseover="${attack}"><input name=attributes><input name=childNodes></form>`,
  'an action':
    '</p><a class="btn">Press me</a><cwdb-action action="call" endpoint="arn:evil">{}</cwdb-action>',
  'an end of an action': `</cwdb-action><img src=x onerror="${attack}">`,
  'a style sheet': '<style>* { display: none !important }</style>',
  'another style sheet': '<link rel=stylesheet href="https://evil.example.com/a.css">',
  'a base': '<base href="https://evil.example.com/">',
  'a refresh': '<meta http-equiv=refresh content="0;url=https://evil.example.com/">',
  'a comment that is none': `<!--><img src=x onerror="${attack}">-->`,
  'a template': `<template><script>${attack}</script></template>`,
  'markup in markup': `<noscript><p title="</noscript><img src=x onerror=${attack}>">`,
  entities: `&lt;script&gt;${attack}&lt;/script&gt; &#x3c;b&#x3e;`,
  'a template of JavaScript': `\${${attack}} {{constructor.constructor('alert(1)')()}}`,
};
