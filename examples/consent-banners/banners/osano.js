const { cookieconsent } = window;

let popup;
cookieconsent.initialise(
  {
    type: 'opt-in',
    position: 'bottom',
    revokable: true,
    content: {
      message: 'May this shop remember your taste, count visits, and know which campaign brought you here?',
      allow: 'Accept all',
      deny: 'Refuse all',
      link: '',
      policy: 'Cookies',
    },
    showLink: false,
    elements: { messagelink: '<span id="cookieconsent:desc" class="cc-message">{{message}}</span>' },
  },
  (made) => {
    popup = made;
  },
);

window.banner = {
  reopen: () => popup.revokeChoice(),
  reset: () => popup.revokeChoice(true),
};
