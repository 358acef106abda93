const element = (name, properties = {}, children = []) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const button = (words, onclick, className = 'button') =>
  element('button', { type: 'button', className, textContent: words, onclick });

const CHOICES = {
  personalization: 'Remember my taste in this browser',
  measurement: 'Count my visits for this shop',
  marketing: 'Know which campaign brought me here',
};

/**
 * The banner of pages whose platform draws none.
 *
 * @param {object} options
 * @param {string} [options.text]
 * @param {Record<string, string>} [options.choices] Words by purpose.
 * @param {(granted: Record<string, boolean>, how: 'all' | 'none' | 'some') => void} options.onSave Told every choice, when
 *   one is saved.
 */
export const ownBanner = ({ text = 'What may this shop do?', choices = CHOICES, onSave }) => {
  const boxes = Object.keys(choices).map((name) => element('input', { type: 'checkbox', name }));
  const save = (how) => {
    banner.remove();
    const isGranted = (box) => how === 'all' || (how === 'some' && box.checked);
    onSave(Object.fromEntries(boxes.map((box) => [box.name, isGranted(box)])), how);
  };
  const labels = boxes.map((box) => element('label', {}, [box, ` ${choices[box.name]}`]));
  const banner = element('section', { className: 'own-banner' }, [
    element('p', { className: 'own-banner__text', textContent: text }),
    element('div', { className: 'own-banner__choices' }, labels),
    element('div', { className: 'own-banner__buttons' }, [
      button('Accept all', () => save('all'), 'button button--main'),
      button('Refuse all', () => save('none'), 'button button--main'),
      button('Save my choice', () => save('some')),
    ]),
  ]);
  banner.setAttribute('role', 'region');
  banner.setAttribute('aria-label', 'Your consent');
  return {
    open: () => document.body.append(banner),
    close: () => banner.remove(),
  };
};
