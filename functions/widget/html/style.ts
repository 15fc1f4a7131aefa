import { html } from './html.ts';

/** In the colours of CloudWatch's own pages, light and dark. Everything is below one class: a dashboard has other widgets. */
export const style = html`<style>
.relay { --text:#000716; --muted:#5f6b7a; --line:#e9ebed; --soft:#f4f4f4; --link:#0972d3; --mine:#d3e7f9; --theirs:#f2f3f3; --good:#037f0c; --bad:#d91515; --warn:#8d6605; --shade:#fff; color:var(--text); background:var(--shade); font:14px/20px "Amazon Ember","Helvetica Neue",Roboto,Arial,sans-serif; padding:8px 12px; overflow-wrap:anywhere; }
.relay.dark { --text:#d1d5db; --muted:#9ba7b6; --line:#414d5c; --soft:#192534; --link:#539fe5; --mine:#09315d; --theirs:#212f3f; --good:#29ad32; --bad:#eb6f6f; --warn:#e0ca57; --shade:#0f1b2a; }
.relay * { box-sizing:border-box; }
.relay h2 { font-size:16px; line-height:22px; font-weight:700; margin:0 0 6px; }
.relay p { margin:0 0 6px; white-space:pre-wrap; }
.relay p:last-child { margin-bottom:0; }
.relay .muted { color:var(--muted); }
.relay .small { font-size:12px; line-height:16px; }
.relay .mono { font-family:Monaco,Menlo,Consolas,"Courier Prime",monospace; font-size:12px; }
.relay .bar { display:flex; flex-wrap:wrap; gap:8px; align-items:center; margin:0 0 8px; }
.relay .bar .grow { flex:1 1 auto; }
.relay cwdb-action { display:none; }
.relay a { color:var(--link); text-decoration:none; cursor:pointer; }
.relay a:hover { text-decoration:underline; }
.relay a.btn { display:inline-block; border:2px solid var(--link); border-radius:16px; padding:2px 14px; font-weight:700; font-size:13px; white-space:nowrap; background:transparent; color:var(--link); }
.relay a.btn:hover { background:var(--soft); text-decoration:none; }
.relay a.btn.primary { background:var(--link); color:var(--shade); }
.relay a.btn.danger { border-color:var(--bad); color:var(--bad); }
.relay table { border-collapse:collapse; width:100%; margin:0 0 14px; }
.relay th { text-align:left; font-size:12px; color:var(--muted); font-weight:700; border-bottom:1px solid var(--line); padding:4px 10px 4px 0; white-space:nowrap; }
.relay td { border-bottom:1px solid var(--line); padding:5px 10px 5px 0; vertical-align:top; }
.relay .tag { display:inline-block; border-radius:4px; padding:0 6px; font-size:12px; line-height:18px; background:var(--soft); color:var(--muted); white-space:nowrap; }
.relay .tag.good { color:var(--good); }
.relay .tag.bad { color:var(--bad); }
.relay .tag.warn { color:var(--warn); }
.relay .box { border:1px solid var(--line); border-left:4px solid var(--link); border-radius:6px; padding:8px 12px; margin:0 0 10px; background:var(--soft); }
.relay .box.good { border-left-color:var(--good); }
.relay .box.bad { border-left-color:var(--bad); }
.relay .box.warn { border-left-color:var(--warn); }
.relay .facts { display:flex; flex-wrap:wrap; gap:6px 28px; margin:0 0 10px; }
.relay .facts b { display:block; font-size:18px; line-height:24px; }
.relay .facts .name { font-size:12px; color:var(--muted); }
.relay label { display:inline-block; font-size:12px; color:var(--muted); }
.relay input, .relay select { display:block; color:var(--text); background:var(--shade); border:1px solid var(--muted); border-radius:6px; padding:3px 8px; font:inherit; min-width:130px; max-width:100%; }
.relay .chat { display:flex; flex-direction:column; gap:8px; margin:8px 0; }
.relay .bubble table, .relay .card table { margin-bottom:6px; }
.relay form .bar { margin:0; }
.relay .bar.low { align-items:flex-end; }
.relay .bubble { max-width:78%; align-self:flex-start; background:var(--theirs); border-radius:10px; padding:7px 12px; }
.relay .bubble.user { align-self:flex-end; background:var(--mine); }
.relay .meta { margin-top:3px; font-size:11px; line-height:14px; color:var(--muted); }
.relay .note { align-self:center; max-width:90%; text-align:center; font-size:12px; line-height:16px; color:var(--muted); }
.relay .note p { display:inline; }
.relay .chips { display:flex; flex-wrap:wrap; gap:5px; margin-top:6px; }
.relay .chip { display:inline-block; border:1px solid var(--link); border-radius:12px; padding:0 10px; font-size:12px; line-height:20px; color:var(--link); background:var(--shade); }
.relay .chip .small { color:var(--muted); }
.relay .cards { display:flex; flex-wrap:wrap; gap:8px; margin-top:6px; }
.relay .card { flex:0 1 210px; border:1px solid var(--line); border-radius:8px; padding:8px 10px; background:var(--shade); }
.relay pre { margin:4px 0 0; padding:6px 8px; white-space:pre-wrap; background:var(--shade); border:1px solid var(--line); border-radius:6px; font-size:11px; line-height:15px; text-align:left; }
.relay pre + p { margin-top:8px; }
.relay summary { cursor:pointer; font-size:12px; color:var(--muted); }
</style>`;
