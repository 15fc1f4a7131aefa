const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const twoDigits = (figure: number): string => String(figure).padStart(2, '0');

/** A time (milliseconds since 1970) as access logs write it: `21/Nov/2026:08:15:00 +0000`. */
export const formatTime = (epoch: number): string => {
  const time = new Date(epoch);
  const day = `${twoDigits(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(twoDigits).join(':');
  return `${day}:${clock} +0000`;
};
