import { CustomWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watched } from '#lib/watching/watched.ts';

type View = 'conversations' | 'transcript' | 'attention' | 'outbox';

/** What `widget` shows: it is asked anew when somebody reloads, and by what stands in its own forms. */
export const tableWidget = (
  { functions }: Watched,
  { view, title, width }: { readonly view: View; readonly title: string; readonly width: number },
): CustomWidget =>
  new CustomWidget({
    functionArn: functions.widget.functionArn,
    title,
    width,
    height: 9,
    params: { view },
    updateOnResize: false,
    updateOnTimeRangeChange: false,
  });
