import { type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** Rows of widgets below a heading that asks what they answer. */
export const section = (question: string, ...rows: IWidget[][]): IWidget[][] => [
  [new TextWidget({ markdown: `## ${question}`, width: 24, height: 1 })],
  ...rows.filter((row) => row.length > 0),
];
