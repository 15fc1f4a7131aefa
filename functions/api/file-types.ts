/** As the platform sorts files. */
const imageType = 1;
const documentType = 52;

type FileType = { messageType: typeof imageType | typeof documentType; contentTypes: readonly string[] };

const image = (...contentTypes: string[]): FileType => ({ messageType: imageType, contentTypes });
const document = (...contentTypes: string[]): FileType => ({ messageType: documentType, contentTypes });

const office = 'application/vnd.openxmlformats-officedocument';

/** What the platform takes, by extension, and the media types that each may be announced with. */
const fileTypes: ReadonlyMap<string, FileType> = new Map([
  ['jpg', image('image/jpeg')],
  ['jpeg', image('image/jpeg')],
  ['png', image('image/png')],
  ['gif', image('image/gif')],
  ['pdf', document('application/pdf')],
  ['doc', document('application/msword')],
  ['docx', document(`${office}.wordprocessingml.document`)],
  ['xls', document('application/vnd.ms-excel')],
  ['xlsx', document(`${office}.spreadsheetml.sheet`)],
  // Where a spreadsheet program is installed, browsers give a CSV file its type.
  ['csv', document('text/csv', 'application/csv', 'application/vnd.ms-excel')],
]);

/** Extensions, for a message that lists them. */
export const extensions = [...fileTypes.keys()].join(', ');

/** The type of a file by its name; `undefined` where the platform does not take it. */
export const fileTypeOf = (fileName: string): FileType | undefined => {
  const dot = fileName.lastIndexOf('.');
  return dot > 0 ? fileTypes.get(fileName.slice(dot + 1).toLowerCase()) : undefined;
};
