/** A typical message of the bot, about 500 bytes. */
export const sampleDelivery = (user: string, id: number): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: '2026-11-21T09:00:00.000Z',
    user: { auth_id: user, user_id: `${user}-h`, device_platform: '13', device_platform_name: 'Webhook' },
    business_id: 343,
    business_name: 'Example Shop',
    event_name: 'message',
    agent: {
      id: 4415,
      name: 'gogo',
      profile_image: 'https://assets.example.com/content/42e123411bk1109823bf.jpg',
      is_automated: true,
      email: null,
    },
    message: {
      id,
      body: {
        text: `Message ${id}: your parcel leaves the warehouse today.`,
        type: 'TEXT',
        data: { quick_replies: [] },
      },
    },
  });
