/** What CloudWatch shows of this function where somebody adds it to a dashboard: Markdown. */
export const description = `
## haptik-relay

Conversations, and what waits for somebody to look at it.

### Parameters
Name | Means
---|---
**view** | \`conversations\`, \`transcript\`, \`attention\` (quarantine, what was set aside, dead letters) or \`outbox\` (commands that were not sent)
**channel** | of \`conversations\`, \`transcript\` and \`outbox\`: the channel's name; without it the first one, or all of them
**conversation** | of \`transcript\`: a conversation's id; without it a form asks for a user

### Example
\`\`\` yaml
view: conversations
channel: haptik
\`\`\`

Buttons that change something ask first. What was done is in the table's audit; who did it, CloudTrail knows.
`;
