import { type Html, html, jsonHtml } from './html.ts';

type Param = string | number | boolean | undefined | readonly string[] | Params;

/** What a button calls this function with. */
export type Params = { readonly [name: string]: Param };

export type ButtonProps = {
  label: string;
  params: Params;
  look?: 'plain' | 'primary' | 'danger' | 'link';
  /** What CloudWatch asks before it calls. */
  confirm?: string | undefined;
};

/** Makes something to press that calls the function of this ARN, and shows the answer in place of the widget. */
export const createButton =
  (endpoint: string) =>
  ({ label, params, look = 'plain', confirm }: ButtonProps): Html => {
    const looks = look === 'link' ? 'link' : `btn ${look}`;
    const asks = confirm === undefined ? undefined : html` confirmation="${confirm}"`;
    // The action belongs to the element right before it: nothing may stand between them.
    return html`<a class="${looks}">${label}</a><cwdb-action action="call" display="widget" endpoint="${endpoint}"${asks}>${jsonHtml(params)}</cwdb-action>`;
  };

export type MakeButton = ReturnType<typeof createButton>;
