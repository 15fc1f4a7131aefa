const button = (label, className, press) => {
  const made = Object.assign(document.createElement('button'), {
    type: 'button',
    className,
    textContent: label,
  });
  made.addEventListener('click', press);
  return made;
};

const open = (className, ...content) => {
  const dialog = Object.assign(document.createElement('dialog'), { className });
  dialog.addEventListener('close', () => dialog.remove());
  dialog.append(...content);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

/** Asks, and resolves to whether it was confirmed. */
export const ask = (question) =>
  new Promise((resolve) => {
    const text = Object.assign(document.createElement('p'), { textContent: question });
    const bar = document.createElement('div');
    const dialog = open('ask', text, bar);
    bar.append(
      button('Cancel', 'btn', () => dialog.close('')),
      button('Confirm', 'btn primary', () => dialog.close('confirmed')),
    );
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'confirmed'));
  });

/** Opens a popup, and gives the element for its content and what closes it. */
export const popUp = () => {
  const content = document.createElement('div');
  const close = button('Close', 'btn', () => dialog.close());
  const dialog = open('popup', content, close);
  return { content, close: () => dialog.close() };
};
