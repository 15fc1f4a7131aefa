import { expect, test } from 'vitest';
import { drawMarkdown } from '#local/dashboard/draw/markdown.ts';

test.each([
  ['# A\nb', '<h1>A</h1><p>b</p>'],
  ['a\nb\n\nc', '<p>a\nb</p><p>c</p>'],
  ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  ['a **b** `c`', '<p>a <strong>b</strong> <code>c</code></p>'],
  ['[a](https://example.com/?b=1&c=2)', '<p><a href="https://example.com/?b=1&amp;c=2">a</a></p>'],
  ['[a](javascript:alert)', '<p>[a](javascript:alert)</p>'],
  ['`**a**`', '<p><code>**a**</code></p>'],
  ['<b>&"\'', '<p>&lt;b&gt;&amp;&quot;&#39;</p>'],
  ['## <script>', '<h2>&lt;script&gt;</h2>'],
])('%j is drawn', (markdown, expected) => {
  expect(drawMarkdown(markdown).html).toBe(expected);
});
