var e=Object.defineProperty,t=(t,n)=>{let r={};for(var i in t)e(r,i,{get:t[i],enumerable:!0});return n||e(r,Symbol.toStringTag,{value:`Module`}),r},n,r,i,a,o,s,c,l,u,d,f,p=Symbol.for(`pv`),m={},h=[],g=/^m(i|n|o|s|text|space)$/,_=Array.isArray,v=h.slice,y=Object.assign;function b(e){e&&e.parentNode&&e.remove()}function x(e,t,n){var r,i,a,o={},s=arguments.length;for(a in t)a==`key`?r=t[a]:a==`ref`&&typeof e!=`function`?i=t[a]:o[a]=t[a];return s>2&&(o.children=s>3?v.call(arguments,2):n),S(e,o,r,i,null)}function S(e,t,i,a,o){var s={type:e,props:t,key:i,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:p,__v:o||++r,__i:-1,__u:0};return!o&&n.vnode&&n.vnode(s),s}function C(e){return e.children}function w(e,t){this.props=e,this.context=t,this.__g=0}function ee(e,t){if(t==null)return e.__&&ee(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!=`function`||e.props.__P?null:ee(e)}function T(e){var t,r=e.__v,i=r.__e,a=[],o=[],s=e.__P;s&&((t=y({constructor:p},r)).__v=r.__v+1,n.vnode&&n.vnode(t),ue(s,t,r,e.__n,s.namespaceURI,32&r.__u?[i]:null,a,i||ee(r),32&r.__u,o),t.__v=r.__v,t.__.__k[t.__i]=t,pe(a,t,o),r.__=r.__e=null,t.__e!=i&&E(t))}function E(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),E(e)}function te(e){(8&e.__g||(e.__g|=8,a.push(e),s++))&&o==n.debounceRendering||((o=n.debounceRendering)||queueMicrotask)(ne)}function ne(){try{for(var e,t=1;a.length;)a.length>t&&a.sort(c),e=a.shift(),t=a.length,8&e.__g&&T(e)}finally{(s=a.length)&&(o||queueMicrotask)(ne)}}function re(e,t,n,r,i,a,o,s,c,l,u){var d,f,p,g,_,v,y=r.__k||h,b=t.length;for(c=ie(n,t,y,c,b),d=0;d<b;d++)(p=n.__k[d])!=null&&(f=~p.__i&&y[p.__i]||m,p.__i=d,v=ue(e,p,f,i,a,o,s,c,l,u),g=p.__e,(f.ref!=p.ref||8&f.__u)&&(f.ref&&he(f.ref,null,p,f),p.ref&&u.push(p.ref,p.__c||g,p)),_||=g,4&p.__u?(c=ae(p,c,e,!f.__v),f.__e&&(f.__e=null)):typeof p.type==`function`&&v!==void 0?c=v:g&&(c=g.nextSibling),p.__u&=-21);return n.__e=_,c}function ie(e,t,n,r,i){var a,o,s,c,l,u,d,f,m,h=n.length,g=h,v=0,y=0,b=e.__k=Array(i);for(a=0;a<i;a++)(o=t[a])!=null&&typeof o!=`boolean`&&typeof o!=`function`?(typeof o!=`object`||o.constructor===String?o=b[a]=S(null,o):_(o)?o=b[a]=S(C,{children:o}):o.constructor===p&&o.__b?o=b[a]=S(o.type,o.props,o.key,o.ref,o.__v):b[a]=o,c=a+v,o.__=e,o.__b=e.__b+1,s=null,~(l=o.__i=oe(o,n,c,g))&&(g--,(s=n[l])&&(s.__u|=2)),s&&s.__v?(o.__u|=16,l==c-1?v--:l==c+1?v++:l!=c&&(l>c?v--:v++,y=1)):(~l||(i>h?v--:i<h&&v++),typeof o.type!=`function`&&(o.__u|=4))):b[a]=null;if(y){for(u=[],d=[],a=0;a<i;a++)if((o=b[a])&&16&o.__u){for(v=0,f=u.length;v<f;)u[m=v+f>>1]<o.__i?v=m+1:f=m;u[v]=o.__i,d[a]=v+1}for(v=u.length;a--;)d[a]&&(d[a]==v?v--:b[a].__u|=4)}if(g)for(a=0;a<h;a++)!(s=n[a])||2&s.__u||(s.__e==r&&(r=ee(s)),ge(s,s));return r}function ae(e,t,n,r){var i,a,o,s;if(typeof e.type==`function`){if(e.props.__P)return t;if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&(i[a].__=e,t=ae(i[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=ee(e))&&!t.parentNode&&(t=null),o=e.__e,s=t;s&&s.nodeType==8;)s=s.nextSibling;for(o!=s&&(!r&&n.moveBefore&&o.parentNode?n.moveBefore(o,t):n.insertBefore(o,t||null)),t=o;(t&&=t.nextSibling)&&t.nodeType==8&&!t.data.startsWith(`$s`););return t}function oe(e,t,n,r){var i,a=e.key,o=e.type,s=t[n],c=s&&!(2&s.__u);if(s===null&&a==null||c&&a==s.key&&o==s.type)return n;if(r>+!!c){for(i=n-1;i>=0;i--)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i;for(i=n+1;i<t.length;i++)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i}return-1}function se(e,t,n){n??=``,t[0]==`-`?e.setProperty(t,n):e[t]=n}function ce(e,t,n,r,i){var a,o;if(t==`style`){if(typeof n==`string`)e.style.cssText=n;else{if(typeof r==`string`&&(e.style.cssText=r=``),r)for(t in r)n&&t in n||se(e.style,t);if(n)for(t in n)r&&n[t]==r[t]||se(e.style,t,n[t])}}else if(t[0]==`o`&&t[1]==`n`)typeof n!=`function`&&(n=null),typeof r!=`function`&&(r=null),(e.__e||={})[t]=n,n&&r||(o=f[t]||(f[t]=le(t)),(e.__a||={})[t]=d,a=t!=(t=t.replace(u,`$1`)),(t=t.slice(2))[0]<`a`&&(t=t.toLowerCase()),n?e.addEventListener(t,o,a):e.removeEventListener(t,o,a));else{if(i==`http://www.w3.org/2000/svg`)t=t.replace(/xlink(H|:h)/,`h`).replace(/sName$/,`s`);else if(t!=`width`&&t!=`height`&&t!=`href`&&t!=`list`&&t!=`form`&&t!=`tabIndex`&&t!=`download`&&t!=`rowSpan`&&t!=`colSpan`&&t!=`role`&&t!=`popover`&&t in e)try{e[t]=n??``;return}catch{}if(typeof n==`function`)return;n==null||!1===n&&t[4]!=`-`?e.removeAttribute(t):e.setAttribute(t,t==`popover`&&n==1?``:n)}}function le(e){return function(t){var r=this.__e;if(r){if(r=r[e],t[l]==null)t[l]=d++;else if(t[l]<this.__a[e])return;return r(n.event?n.event(t):t)}}}function ue(e,t,r,i,a,o,s,c,l,u){var d,f,m,g,v,x,S,T,E,te,ne,ie,ae,oe,se,ce,le,ue,pe=t.type;if(t.constructor!==p)return null;128&r.__u&&(l=32&r.__u,d=r.__c.__z)&&(t.__u|=l,f=o=[],d.nodeType==8?c=de(d,o):o.push(d),c=o[0]||c),(d=n.__b)&&d(t);n:if(typeof pe==`function`){m=s.length;try{if(T=t.props,E=(d=pe.prototype)&&d.render,te=(d=pe.contextType)&&i[d.__c],ne=d?te?te.props.value:d.__:i,(g=r.__c)?(t.__c=g,2&g.__g&&(g.__g|=1)):(E?t.__c=g=new pe(T,ne):(t.__c=g=new w(T,ne),g.constructor=pe,g.render=_e),te&&te.sub(g),g.state||(g.state={}),g.__n=i,g.__g|=8,g.__h=[],g.__k=[]),E&&(g.__s||(g.__s=g.state),pe.getDerivedStateFromProps&&(g.__s==g.state&&(g.__s=y({},g.__s)),y(g.__s,pe.getDerivedStateFromProps(T,g.__s)))),v=g.props,x=g.state,g.__v=t,r.__c){if(T!==v&&E&&!pe.getDerivedStateFromProps&&g.componentWillReceiveProps&&g.componentWillReceiveProps(T,ne),t.__v==r.__v&&!(8&g.__g)||!(4&g.__g)&&g.shouldComponentUpdate&&!1===g.shouldComponentUpdate(T,g.__s,ne)){t.__v!=r.__v&&(g.props=T,g.state=g.__s,g.__g&=-9),t.__e=r.__e,t.__k=r.__k,t.__k.some(function(e){e&&(e.__=t)}),h.push.apply(g.__h,g.__k),g.__k=[],g.__h.length&&s.push(g),c=ee(r);break n}g.componentWillUpdate&&g.componentWillUpdate(T,g.__s,ne),E&&g.componentDidUpdate&&g.__h.push(function(){g.componentDidUpdate(v,x,S)})}else E&&!pe.getDerivedStateFromProps&&g.componentWillMount&&g.componentWillMount(),E&&g.componentDidMount&&g.__h.push(g.componentDidMount);g.context=ne,g.props=T,g.__P=e,g.__g&=-5,ie=n.__r,ae=E?25:0;do g.__g&=-9,ie&&ie(t),d=g.render(g.props,g.state=g.__s,g.context);while(8&g.__g&&++ae<25);E&&(h.push.apply(g.__h,g.__k),g.__k=[]),g.state=g.__s,g.getChildContext&&(i=y({},i,g.getChildContext())),E&&r.__c&&g.getSnapshotBeforeUpdate&&(S=g.getSnapshotBeforeUpdate(v,x)),oe=d&&d.type===C&&d.key==null?d.props.children:d,T.__P&&(d=c,a=(e=T.__P).namespaceURI,l=o=null,r.props&&r.props.__P!=e&&(r.__k.some(function(e){e&&ge(e,e)}),r.__k=null),c=r.__k?ee(r,0):null),c=re(e,_(oe)?oe:[oe],t,r,i,a,o,s,c,l,u),T.__P&&(t.__e=null,c=d),t.__u&=-161,f&&f.some(b),g.__h.length&&s.push(g),1&g.__g&&(g.__g&=-4)}catch(e){if(s.length=m,t.__v=null,l||o){if(e&&e.then){if(t.__u|=128|l,o){for(~(le=o.indexOf(c||void 0))||(le=o.length);(ue=o[le-1])&&ue.nodeType==8;)le--;for(;le<o.length;le++)if(ue=o[le]){if(o[le]=null,se){if(ue==ce)break}else{if(ue.nodeType!=8)break;ue.data.startsWith(`$s`)&&(ce=de(se=ue))}}}if(!se){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;se=c}(d=de(se=t.__c.__z||(t.__c.__z=se)))?(t.__e=se,c=d):t.__e=c,c&&=c.nextSibling}else o&&o.some(b)}else t.__e=r.__e;t.__k||=r.__k||[],e&&e.then||fe(t),n.__e(e,t,r)}}else c=t.__e=me(r.__e,t,r,i,a,o,s,l,u,e);return(d=n.diffed)&&d(t),c}function de(e,t){if(e&&e.nodeType==8&&e.data.startsWith(`$s`))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith(`$s`))n++;else if(e.data.startsWith(`/$s`)&&!--n)return e}t&&t.push(e)}}function fe(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(fe))}function pe(e,t,r){for(var i=0;i<r.length;)he(r[i++],r[i++],r[i++]);n.__c&&n.__c(t,e),e.some(function(t){try{e=t.__h,t.__h=[],e.some(function(e){e.call(t)})}catch(e){n.__e(e,t.__v)}})}function me(e,t,r,i,a,o,s,c,l,u){var d,f,p,h,y,x,S,C,w=r.props||m,T=t.props,E=t.type;if(E==`svg`?a=`http://www.w3.org/2000/svg`:E==`math`?a=`http://www.w3.org/1998/Math/MathML`:a||=`http://www.w3.org/1999/xhtml`,o){for(d=0;d<o.length;d++)if((y=o[d])&&(E?y.localName==E:y.nodeType==3)){e=y,o[d]=null;break}}if(!e){if(C=u.ownerDocument||document,!E)return C.createTextNode(T);e=C.createElementNS(a,E,T.is?T:u),c&&=(n.__m&&n.__m(t,o),!1),o=null}if(E){if(u=E==`template`&&e.content||e,o=E==`textarea`&&T.defaultValue!=null?null:o&&v.call(u.childNodes),!c&&o)for(w={},d=0;d<e.attributes.length;d++)w[(y=e.attributes[d]).name]=y.value;for(d in w)y=w[d],d==`dangerouslySetInnerHTML`?p=y:d==`children`||d in T||d==`value`&&`defaultValue`in T||d==`checked`&&`defaultChecked`in T||ce(e,d,null,y,a);for(d in T)y=T[d],d==`children`?h=y:d==`dangerouslySetInnerHTML`?f=y:d==`value`?x=y:d==`checked`?S=y:c&&typeof y!=`function`||w[d]===y||ce(e,d,y,w[d],a);f?(c||p&&(f.__html==p.__html||f.__html==e.innerHTML)||(e.innerHTML=f.__html),t.__k=[]):(p&&(e.textContent=``),(E==`foreignObject`||a==`http://www.w3.org/1998/Math/MathML`&&g.test(E))&&(a=`http://www.w3.org/1999/xhtml`),re(u,_(h)?h:[h],t,r,i,a,o,s,o?o[0]:r.__k&&ee(r,0),c,l),o&&o.some(b)),c&&E!=`textarea`||(d=`value`,E==`progress`&&x==null?e.removeAttribute(d):x==null||x===e[d]&&(E!=`progress`||x)||ce(e,d,x,w[d],a),d=`checked`,S!=null&&S!=e[d]&&ce(e,d,S,w[d],a))}else w===T||c&&e.data==T||(e.data=T);return e}function he(e,t,r,i){try{typeof e==`function`?t?t.__x=e(t)||1:(i&&=i.__c||i.__e)&&(t=i.__x)&&(i.__x=null,typeof t==`function`?t():e(null)):e.current=t}catch(e){n.__e(e,r)}}function ge(e,t,r){var i,a,o,s;if(n.unmount&&n.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||he(i,null,t,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(e){n.__e(e,t)}i.__P=i.__n=null}if(i=e.__k)for(s=0;s<i.length;s++)i[s]&&ge(i[s],t,typeof e.type!=`function`||r&&!e.props.__P);!r&&(i=e.__c)&&(i=i.__z)&&(a=de(i,o=[]))&&(i==e.__e&&o.some(b),b(a),b(i)),r||b(e.__e),e.__e=e.__c=e.__=null}function _e(e,t,n){return this.constructor(e,n)}function ve(e,t){var r,i,a,o;n.__&&n.__(e,t),t.nodeType==9&&(t=t.documentElement),i=(r=e&&32&e.__u)?null:t.__k,t.__k=S(C,{children:[e]}),a=[],o=[],ue(t,t.__k,i||m,m,t.namespaceURI,i?null:t.firstChild?v.call(t.childNodes):null,a,i?i.__e:t.firstChild,r,o),pe(a,t.__k,o),t.__k.props.children=null}n={__e:function(e,t,n,r){for(var i,a,o;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((o=(a=i.constructor)&&a.getDerivedStateFromError)&&i.setState(a.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,r||{}),o=1),o&&8&i.__g)return void(i.__g|=2)}catch(t){e=t}}throw s=0,e}},r=0,i=function(e){return e!=null&&e.constructor===p},w.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=y({},this.state)),typeof e==`function`&&(e=e(y({},n),this.props)),e&&(y(n,e),this.__v&&(t&&this.__k.push(t),te(this)))},w.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),te(this))},w.prototype.render=C,a=[],s=0,c=function(e,t){return e.__v.__b-t.__v.__b},l=Symbol(),u=/(PointerCapture)$|Capture$/i,d=0,f={};var D=class extends String{constructor(e,t){super(e),this.hash=t}},ye=new D(`mutation ActivateDigitalPost($input: ActivateDigitalPostInput!) {
  activateDigitalPost(input: $input) {
    digitalPost {
      ...DigitalPost
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment DigitalPost on DigitalPost {
  active
  activatedAt
  explanation
  warning
  senders {
    code
    name
  }
}
fragment Counts on Counts {
  unread
  toDo
}
`,`466d1c1cee40ee1089f1e6db2d2c91a4e1afd068c425755311b112591995389c`),be=new D(`query AppStatus($platform: Platform!, $version: String!) {
  appStatus(platform: $platform, version: $version) {
    supported
    upgradeUrl
    maintenance
    helpPhone
  }
}
`,`a6340fba3dd3bb39b7cade4d475ac9decb28ca73ab6746124ce8634ee0e0f29d`),xe=new D(`mutation ArchiveEntries($input: ArchiveEntriesInput!) {
  archiveEntries(input: $input) {
    entries {
      ...Row
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment Row on FeedEntry {
  __typename
  ...LetterRow
  ...DossierRow
  ...ReminderRow
}
fragment Counts on Counts {
  unread
  toDo
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
`,`26b0b3ce588b5a135805a8e4327ab27b2c4d4b6a55762789b0a1ea2514d50497`),Se=new D(`query Calendar($id: ID!) {
  node(id: $id) {
    ... on Letter {
      calendar {
        ...CalendarFile
      }
    }
    ... on Dossier {
      calendar {
        ...CalendarFile
      }
    }
  }
}
fragment CalendarFile on CalendarFile {
  fileName
  content
}
`,`64a3d635c2890442cb6dbe068ded63ae74327eddc16ab74cfd36fe5bc1e159d1`),Ce=new D(`mutation CompleteReminder($input: CompleteReminderInput!) {
  completeReminder(input: $input) {
    reminder {
      ...ReminderRow
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment Counts on Counts {
  unread
  toDo
}
`,`9a1734faf48a0cf67595fa0b99a67e1527bb2290e4847cb54c468ee2bd3bcaf6`),we=new D(`mutation CreateReminder($input: CreateReminderInput!) {
  createReminder(input: $input) {
    reminder {
      ...ReminderRow
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment Counts on Counts {
  unread
  toDo
}
`,`9842fb446eaacdc8846b4195d8955b1cb21e7c1588a92236cec4b5789d242e96`),Te=new D(`mutation DeactivateDigitalPost($input: DeactivateDigitalPostInput!) {
  deactivateDigitalPost(input: $input) {
    digitalPost {
      ...DigitalPost
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment DigitalPost on DigitalPost {
  active
  activatedAt
  explanation
  warning
  senders {
    code
    name
  }
}
fragment Counts on Counts {
  unread
  toDo
}
`,`5e347cd3cc8fa769f5183f4293bb1ebda5854b4223fa9bc5196c35605b7db9c9`),Ee=new D(`mutation DeleteReminder($input: DeleteReminderInput!) {
  deleteReminder(input: $input) {
    id
    counts {
      ...Counts
    }
    rev
  }
}
fragment Counts on Counts {
  unread
  toDo
}
`,`4d4752e7cd4699b6f509d8686e2d7fc94af233d26a390b941c2e7c4d7317ef47`),De=new D(`query Documents($first: Int!, $after: String, $filter: DocumentFilter) {
  viewer {
    documents(first: $first, after: $after, filter: $filter) {
      nodes {
        ...File
        entry {
          __typename
          ... on Letter {
            id
            subject
            state
          }
          ... on Dossier {
            id
            title
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
fragment File on Document {
  id
  type
  title
  issuer
  validUntil
  size
  url
}
`,`a9835e0fd3781749e67f742bccd671b0c1f0b99838ce85f154fe56364470d0c3`),Oe=new D(`query DossierDetail($id: ID!) {
  node(id: $id) {
    __typename
    ... on Dossier {
      ...DossierRow
      level
      number
      procedure
      municipality {
        nis
        name
      }
      history {
        ...Status
      }
      manager {
        ...Contact
      }
      organisation {
        contact {
          ...Contact
        }
      }
      link
      why
      next
      asOf
      sourceText
      documents {
        ...File
      }
      reminders {
        ...ReminderRow
      }
      letters {
        ...LetterRow
      }
      pushes {
        ...Push
      }
    }
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
fragment Contact on Contact {
  name
  desk
  address
  phone
  email
  website
  openingHours
}
fragment File on Document {
  id
  type
  title
  issuer
  validUntil
  size
  url
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment Push on Push {
  id
  entryId
  topic
  state
  explanation
  plannedAt
  nextAt
  settledAt
}
fragment About on About {
  displayName
  relation
}
`,`153dd137b62239553a323f4f34116e0ff23c4e694ed8dda0fcf99658cd01dec0`),ke=new D(`query EntryType($id: ID!) {
  node(id: $id) {
    __typename
    ... on Reminder {
      announcement {
        expiresAt
      }
    }
  }
}
`,`0a47b3f261a1e822dcbf26ad7c6e4858b749a1751fba465071b0aec8f6927010`),Ae=new D(`query LetterDetail($id: ID!, $language: Language!) {
  node(id: $id) {
    __typename
    ... on Letter {
      ...LetterRow
      service
      reference
      languages
      body(language: $language) {
        language
        markdown
      }
      sender {
        contact {
          ...Contact
        }
      }
      municipality {
        nis
        name
      }
      firstOpenedAt
      expiresAt
      why
      next
      state
      stateText
      paper {
        text
      }
      payment {
        amountCents
        iban
        beneficiary
        structuredReference
        dueOn
        status
        paidAt
        epcQr
      }
      documents {
        ...File
      }
      ladder {
        ...LadderStep
      }
      reminders {
        ...ReminderRow
      }
      supersededBy {
        id
        subject
      }
      supersedes {
        id
        subject
      }
      dossier {
        ...DossierRow
      }
      callLetter {
        ...CallCard
      }
      pushes {
        ...Push
      }
    }
  }
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment Contact on Contact {
  name
  desk
  address
  phone
  email
  website
  openingHours
}
fragment File on Document {
  id
  type
  title
  issuer
  validUntil
  size
  url
}
fragment LadderStep on LadderStep {
  id
  ringsAt
  text
  explanation
  cancelled
  muted
  switchable
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment CallCard on CallLetter {
  voterName
  voterAddress
  voterNumber
  election {
    id
    name
    day
  }
  municipality {
    nis
    name
    postcode
  }
  arrondissement
  bureau
  placeName
  placeAddress
  opens
  closes
  closesAt
  suggestedFrom
  suggestedUntil
  compulsory
  assemblies
  seats
  bring
  proxy
  duplicate
  signatories
}
fragment Push on Push {
  id
  entryId
  topic
  state
  explanation
  plannedAt
  nextAt
  settledAt
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
`,`0bbf0e296669806be084506101201dfba7b8340b2cbc8fb2933ebc5c2ab49ff1`),je=new D(`subscription MailboxChanged($since: String) {
  mailboxChanged(since: $since) {
    ...Changes
  }
}
fragment Changes on MailboxChanges {
  entries {
    entry {
      ...Entry
    }
    sortAt
    inFeed
    asks
  }
  removed
  pinned
  counts {
    ...Counts
  }
  preferences {
    ...Preferences
  }
  rev
  token
  hasMore
}
fragment Entry on FeedEntry {
  ...Row
  ... on Letter {
    callLetter {
      ...CallCard
    }
  }
}
fragment Counts on Counts {
  unread
  toDo
}
fragment Preferences on Preferences {
  quietHours {
    on
    from
    until
    weekendUntil
  }
  detail
  mutedKinds
  statusPushes
  ladderPushes
  campaignPushes
  municipality {
    nis
    name
  }
}
fragment Row on FeedEntry {
  __typename
  ...LetterRow
  ...DossierRow
  ...ReminderRow
}
fragment CallCard on CallLetter {
  voterName
  voterAddress
  voterNumber
  election {
    id
    name
    day
  }
  municipality {
    nis
    name
    postcode
  }
  arrondissement
  bureau
  placeName
  placeAddress
  opens
  closes
  closesAt
  suggestedFrom
  suggestedUntil
  compulsory
  assemblies
  seats
  bring
  proxy
  duplicate
  signatories
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
`,`d458aebe9d54304627acd0145aef2c1e73d0297b537bf5a84698e6c617ccad0d`),Me=new D(`mutation MarkFeedRead($input: MarkFeedReadInput!) {
  markFeedRead(input: $input) {
    entries {
      ...Row
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment Row on FeedEntry {
  __typename
  ...LetterRow
  ...DossierRow
  ...ReminderRow
}
fragment Counts on Counts {
  unread
  toDo
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
`,`933ec8a4eacaff0f1afb2b74bd34cba911274f652bbd5b00f90a0c46c99144ec`),Ne=new D(`mutation MarkRead($input: MarkReadInput!) {
  markRead(input: $input) {
    entries {
      ...Row
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment Row on FeedEntry {
  __typename
  ...LetterRow
  ...DossierRow
  ...ReminderRow
}
fragment Counts on Counts {
  unread
  toDo
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
`,`cefaf6ed05604d443998d3a1398af314cdea5c51501fe5d3dd94a6b46a2707de`),Pe=new D(`mutation OpenAnnouncement($input: OpenAnnouncementInput!) {
  openAnnouncement(input: $input) {
    reminder {
      ...ReminderRow
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment Counts on Counts {
  unread
  toDo
}
`,`b770abf4f5b277c1f03c856e805c5367076ae1702c0d8af9e52222419a41dd82`),Fe=new D(`query OpenApp($installationId: String!, $first: Int!) {
  viewer {
    id
    rev
    counts {
      ...Counts
    }
    pinned {
      nodes {
        ...Entry
      }
      totalCount
    }
    feed(first: $first) {
      ...FeedPart
    }
    dossiers(first: $first) {
      nodes {
        ...DossierRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
    reminders(first: $first) {
      nodes {
        ...ReminderRow
      }
      totalCount
    }
    preferences {
      ...Preferences
    }
    thisDevice(installationId: $installationId) {
      ...Device
    }
    digitalPost {
      active
    }
  }
}
fragment Counts on Counts {
  unread
  toDo
}
fragment Entry on FeedEntry {
  ...Row
  ... on Letter {
    callLetter {
      ...CallCard
    }
  }
}
fragment FeedPart on FeedConnection {
  edges {
    sortAt
    node {
      ...Row
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
  totalCount
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment Preferences on Preferences {
  quietHours {
    on
    from
    until
    weekendUntil
  }
  detail
  mutedKinds
  statusPushes
  ladderPushes
  campaignPushes
  municipality {
    nis
    name
  }
}
fragment Device on Device {
  registration
  platform
  pushPermission
  registeredAt
}
fragment Row on FeedEntry {
  __typename
  ...LetterRow
  ...DossierRow
  ...ReminderRow
}
fragment CallCard on CallLetter {
  voterName
  voterAddress
  voterNumber
  election {
    id
    name
    day
  }
  municipality {
    nis
    name
    postcode
  }
  arrondissement
  bureau
  placeName
  placeAddress
  opens
  closes
  closesAt
  suggestedFrom
  suggestedUntil
  compulsory
  assemblies
  seats
  bring
  proxy
  duplicate
  signatories
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
`,`b9927126655135c7481421e60cbb441fe6b552eae5823c711a3f13b31a83ee52`),Ie=new D(`mutation OpenLetter($input: OpenLetterInput!) {
  openLetter(input: $input) {
    letter {
      id
      read
      firstOpenedAt
      next
      paper {
        text
      }
      ladder {
        ...LadderStep
      }
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment LadderStep on LadderStep {
  id
  ringsAt
  text
  explanation
  cancelled
  muted
  switchable
}
fragment Counts on Counts {
  unread
  toDo
}
`,`4c1c2818dfa1517c8a6595d577c6f3402a4060ec6aefd073528983c3f56546ee`),Le=new D(`query Procedures($nis: ID!) {
  procedures(nis: $nis) {
    municipality {
      name
    }
    procedures {
      procedure
      title
      summary
      offered
      startUrl
      steps {
        title
        text
        byCitizen
      }
      deadlines {
        text
      }
      validity
      bring
    }
  }
}
`,`9f238b416e8b347755408bd0e86c6a438e575b33fd60b65bf6d248dd22063bd8`),Re=new D(`mutation RegisterDevice($input: RegisterDeviceInput!) {
  registerDevice(input: $input) {
    device {
      ...Device
    }
    secret
    counts {
      ...Counts
    }
    rev
  }
}
fragment Device on Device {
  registration
  platform
  pushPermission
  registeredAt
}
fragment Counts on Counts {
  unread
  toDo
}
`,`9d05edc39424379bd809a1eb5fb90dfcbe26a87d8505ad17926d3fd5adda6fcc`),ze=new D(`mutation ReportPushes($input: ReportPushesInput!) {
  reportPushes(input: $input) {
    accepted
  }
}
`,`a61ba623e8d644ea1d46af88cb8fe515b89cd543f475710854451ee930e479e4`),Be=new D(`query Search($text: String!, $first: Int!, $after: String) {
  viewer {
    search(text: $text, first: $first, after: $after) {
      ...FeedPart
    }
  }
}
fragment FeedPart on FeedConnection {
  edges {
    sortAt
    node {
      ...Row
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
  totalCount
}
fragment Row on FeedEntry {
  __typename
  ...LetterRow
  ...DossierRow
  ...ReminderRow
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
`,`8fd95e8fbc321525cbf88f76ea3fef867f900bc4af28b671a2c36ce926722455`),Ve=new D(`mutation SendTestPush($input: SendTestPushInput!) {
  sendTestPush(input: $input) {
    push {
      ...Push
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment Push on Push {
  id
  entryId
  topic
  state
  explanation
  plannedAt
  nextAt
  settledAt
}
fragment Counts on Counts {
  unread
  toDo
}
`,`86f95fe6fd8234abca2167c8aea749c3537c8a9bdab1ecf6d714a0beb0d1dd0a`),He=new D(`query Settings($installationId: String!) {
  viewer {
    rev
    preferences {
      ...Preferences
      ...Sharing
    }
    thisDevice(installationId: $installationId) {
      ...Device
    }
    devices {
      ...Device
    }
    digitalPost {
      ...DigitalPost
    }
    pushes(first: 60) {
      ...Push
    }
  }
}
fragment Preferences on Preferences {
  quietHours {
    on
    from
    until
    weekendUntil
  }
  detail
  mutedKinds
  statusPushes
  ladderPushes
  campaignPushes
  municipality {
    nis
    name
  }
}
fragment Sharing on Preferences {
  sharesReceiptsWith {
    code
    name
  }
}
fragment Device on Device {
  registration
  platform
  pushPermission
  registeredAt
}
fragment DigitalPost on DigitalPost {
  active
  activatedAt
  explanation
  warning
  senders {
    code
    name
  }
}
fragment Push on Push {
  id
  entryId
  topic
  state
  explanation
  plannedAt
  nextAt
  settledAt
}
`,`5e3d05bd15c562d6ea6436f1197b58511451554108b92ee47a8d9f8dbfe7fad0`),Ue=new D(`mutation SwitchLadderStep($input: SwitchLadderStepInput!) {
  switchLadderStep(input: $input) {
    letter {
      id
      next
      ladder {
        ...LadderStep
      }
      pushes {
        ...Push
      }
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment LadderStep on LadderStep {
  id
  ringsAt
  text
  explanation
  cancelled
  muted
  switchable
}
fragment Push on Push {
  id
  entryId
  topic
  state
  explanation
  plannedAt
  nextAt
  settledAt
}
fragment Counts on Counts {
  unread
  toDo
}
`,`613e3a9de184cb42e6bb5fdefb378907048e7d1617bad1c8fa1f4653be6d74b8`),We=new D(`query Sync($since: String, $first: Int!, $installationId: String!) {
  viewer {
    changes(since: $since, first: $first) {
      ...Changes
    }
    thisDevice(installationId: $installationId) {
      ...Device
    }
  }
}
fragment Changes on MailboxChanges {
  entries {
    entry {
      ...Entry
    }
    sortAt
    inFeed
    asks
  }
  removed
  pinned
  counts {
    ...Counts
  }
  preferences {
    ...Preferences
  }
  rev
  token
  hasMore
}
fragment Device on Device {
  registration
  platform
  pushPermission
  registeredAt
}
fragment Entry on FeedEntry {
  ...Row
  ... on Letter {
    callLetter {
      ...CallCard
    }
  }
}
fragment Counts on Counts {
  unread
  toDo
}
fragment Preferences on Preferences {
  quietHours {
    on
    from
    until
    weekendUntil
  }
  detail
  mutedKinds
  statusPushes
  ladderPushes
  campaignPushes
  municipality {
    nis
    name
  }
}
fragment Row on FeedEntry {
  __typename
  ...LetterRow
  ...DossierRow
  ...ReminderRow
}
fragment CallCard on CallLetter {
  voterName
  voterAddress
  voterNumber
  election {
    id
    name
    day
  }
  municipality {
    nis
    name
    postcode
  }
  arrondissement
  bureau
  placeName
  placeAddress
  opens
  closes
  closesAt
  suggestedFrom
  suggestedUntil
  compulsory
  assemblies
  seats
  bring
  proxy
  duplicate
  signatories
}
fragment LetterRow on Letter {
  id
  kind
  kindTitle
  subject
  preview
  sender {
    code
    name
  }
  about {
    ...About
  }
  receivedAt
  read
  archived
  deadline {
    date
    consequence
  }
  state
  payment {
    status
  }
}
fragment DossierRow on Dossier {
  id
  title
  organisation {
    code
    name
  }
  about {
    ...About
  }
  status {
    ...Status
  }
  changedAt
  read
  archived
}
fragment ReminderRow on Reminder {
  id
  title
  announcement {
    sender {
      name
    }
    text
    link
  }
  dueAt
  createdAt
  completedAt
  entry {
    __typename
    ... on Letter {
      id
      subject
    }
    ... on Dossier {
      id
      title
    }
  }
}
fragment About on About {
  displayName
  relation
}
fragment Status on DossierStatus {
  at
  phase
  code
  label
  detail
  actionRequired
  actionText
  actionBefore
}
`,`20120fecf79ca973c6eddcfd42bc41c24c3d317c089b187e7dc5aebb03be7f7d`),Ge=new D(`mutation UnregisterDevice($input: UnregisterDeviceInput!) {
  unregisterDevice(input: $input) {
    unregistered
  }
}
`,`09acf9b91b3c10e751f1315f8c4dda072cf855d197b712fae76e5cb9899dbee5`),Ke=new D(`mutation UpdatePreferences($input: UpdatePreferencesInput!) {
  updatePreferences(input: $input) {
    preferences {
      ...Preferences
      ...Sharing
    }
    counts {
      ...Counts
    }
    rev
  }
}
fragment Preferences on Preferences {
  quietHours {
    on
    from
    until
    weekendUntil
  }
  detail
  mutedKinds
  statusPushes
  ladderPushes
  campaignPushes
  municipality {
    nis
    name
  }
}
fragment Sharing on Preferences {
  sharesReceiptsWith {
    code
    name
  }
}
fragment Counts on Counts {
  unread
  toDo
}
`,`570b42e317adcd0a97c52c659974586cdb01573be1d6efc4d2cf6c6b125a319e`),qe,O,Je,Ye,Xe=Object.is,Ze=0,Qe=[],$e=[],k=n,et=k.__b,tt=k.__r,nt=k.diffed,rt=k.__c,it=k.unmount,at=k.__;function ot(e,t){k.__h&&k.__h(O,e,Ze||t),Ze=0;var n=O.__H||(O.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function A(e){return Ze=1,st(vt,e)}function st(e,t,n){var r=ot(qe++,2);if(r.t=e,!r.__c&&(r.__=[n?n(t):vt(void 0,t),function(e){var t=(r.__N||r.__)[0],n=r.t(t,e);Xe(t,n)||(r.__N=[n,r.__[1]],r.__c.setState({}))}],r.__c=O,!O.__f)){O.__f=!0;var i=O.shouldComponentUpdate;O.shouldComponentUpdate=function(e,t,n){var r=this.__H;if(!r)return!0;var a=!1,o=this.props!=e;if(r.__.some(function(e){e.__N&&(a=!0,Xe(e.__[0],e.__N[0])||(o=!0))}),i){var s=i.call(this,e,t,n);return a?s||o:s}return!a||o}}return r.__}function ct(e,t){var n=ot(qe++,3);!k.__s&&_t(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,O.__H.__h.push(n))}function lt(e){return Ze=5,ut(function(){return{current:e}},[])}function ut(e,t){var n=ot(qe++,7);return _t(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function dt(){var e;do{for(;e=$e.shift();)try{ht(e)}catch(t){k.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=Qe.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ht),t.__h.some(gt),t.__h=[]}catch(n){t.__h=[],k.__e(n,e.__v)}}}while($e.length)}k.__b=function(e){O=null,et&&et(e)},k.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),at&&at(e,t)},k.__r=function(e){tt&&tt(e),qe=0;var t=(O=e.__c).__H;t&&(Je==O?O.__h=[]:(t.__h.some(ht),t.__h.some(gt),qe=0),t.__h=[],t.__.some(function(e){e.__N&&(e.__=e.__N),e.u=e.__N=void 0})),Je=O},k.diffed=function(e){nt&&nt(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&mt(Qe.push(t)),t.__H.__.some(function(e){e.u&&(e.__H=e.u)})),Je=O=null},k.__c=function(e,t){t.some(function(e){try{e.__h.some(ht),e.__h=e.__h.filter(function(e){return!e.__||gt(e)})}catch(t){e.__h=[function(){throw t}]}}),rt&&rt(e,t)},k.unmount=function(e){it&&it(e);var t,n,r=e.__c;r&&r.__H&&(r.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n&&=n.__c}r.__P=n,mt($e.push(r))}else ht(r)}catch(e){t=e}}),r.__H=void 0,t&&k.__e(t,r.__v))};var ft=typeof requestAnimationFrame==`function`;function pt(e){var t,n=function(){clearTimeout(r),ft&&cancelAnimationFrame(t),setTimeout(e)},r=setTimeout(n,35);ft&&(t=requestAnimationFrame(n))}function mt(e){e!=1&&Ye==k.requestAnimationFrame||((Ye=k.requestAnimationFrame)||pt)(dt)}function ht(e){var t=O,n=e.__c;typeof n==`function`&&(e.__c=void 0,n()),O=t}function gt(e){var t=O;e.__c=e.__(),O=t}function _t(e,t){return!e||e.length!=t.length||t.some(function(t,n){return!Xe(t,e[n])})}function vt(e,t){return typeof t==`function`?t(e):t}var yt=Symbol.for(`preact-signals`);function bt(){if(Tt>1)Tt--;else{var e,t=!1;for((function(){var e=kt;for(kt=void 0;e!==void 0;){var t=e.S;if(t.v===e.v)for(var n=t.t;n!==void 0;n=n.x)n.i===e.i&&(n.i=t.i);e=e.o}})();wt!==void 0;){var n=wt;for(wt=void 0,Et++;n!==void 0;){var r=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Mt(n))try{n.c()}catch(n){t||=(e=n,!0)}n=r}}if(Et=0,Tt--,t)throw e}}function xt(e){if(Tt>0)return e();Ot=++Dt,Tt++;try{return e()}finally{bt()}}var St,j=void 0;function Ct(e){var t=j,n=St;j=void 0,St=void 0;try{return e()}finally{j=t,St=n}}var wt=void 0,Tt=0,Et=0,Dt=0,Ot=0,kt=void 0,At=0;function jt(e){if(j!==void 0){var t=e.n;if(t===void 0||t.t!==j)return t={i:0,S:e,p:j.s,n:void 0,t:j,e:void 0,x:void 0,r:t},j.s!==void 0&&(j.s.n=t),j.s=t,e.n=t,32&j.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=j.s,t.n=void 0,j.s.n=t,j.s=t),t}}function M(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}M.prototype.brand=yt,M.prototype.h=function(){return!0},M.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n===void 0?Ct(function(){var e;(e=t.W)==null||e.call(t)}):n.e=e)},M.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,r=e.x;n!==void 0&&(n.x=r,e.e=void 0),r!==void 0&&(r.e=n,e.x=void 0),e===this.t&&(this.t=r,r===void 0&&Ct(function(){var e;(e=t.Z)==null||e.call(t)}))}},M.prototype.subscribe=function(e){var t=this;return Vt(function(){var n=t.value;Ct(function(){return e(n)})},{name:`sub`})},M.prototype.valueOf=function(){return this.value},M.prototype.toString=function(){return this.value+``},M.prototype.toJSON=function(){return this.value},M.prototype.peek=function(){var e=this;return Ct(function(){return e.value})},Object.defineProperty(M.prototype,"value",{get:function(){var e=jt(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(Et>100)throw Error(`Cycle detected`);(function(e){Tt!==0&&Et===0&&e.l!==Ot&&(e.l=Ot,kt={S:e,v:e.v,i:e.i,o:kt})})(this),this.v=e,this.i++,At++,Tt++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{bt()}}}});function N(e,t){return new M(e,t)}function Mt(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function Nt(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function Pt(e){for(var t=e.s,n=void 0;t!==void 0;){var r=t.p;t.i===-1?(t.S.U(t),r!==void 0&&(r.n=t.n),t.n!==void 0&&(t.n.p=r)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=r}e.s=n}function Ft(e,t){M.call(this,void 0,t),this.x=e,this.s=void 0,this.g=At-1,this.f=4}Ft.prototype=new M,Ft.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===At))return!0;if(this.g=At,this.f|=1,this.i>0&&!Mt(this))return this.f&=-2,!0;var e=j;try{Nt(this),j=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(e){this.v=e,this.f|=16,this.i++}return j=e,Pt(this),this.f&=-2,!0},Ft.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}M.prototype.S.call(this,e)},Ft.prototype.U=function(e){if(this.t!==void 0&&(M.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}},Ft.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}},Object.defineProperty(Ft.prototype,"value",{get:function(){if(1&this.f)throw Error(`Cycle detected`);var e=jt(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function It(e,t){return new Ft(e,t)}function Lt(e){var t=e.j;if(e.j=void 0,typeof t==`function`){Tt++;var n=j;j=void 0;try{t()}catch(t){throw e.f&=-2,e.f|=8,Rt(e),t}finally{j=n,bt()}}}function Rt(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,Lt(e)}function zt(e){if(j!==this)throw Error(`Out-of-order effect`);Pt(this),j=e,this.f&=-2;try{8&this.f&&Rt(this)}finally{bt()}}function Bt(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,St&&St.push(this)}Bt.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t==`function`&&(this.j=t)}finally{e()}},Bt.prototype.S=function(){if(1&this.f)throw Error(`Cycle detected`);this.f|=1,this.f&=-9,Lt(this),Nt(this),Tt++;var e=j;return j=this,zt.bind(this,e)},Bt.prototype.N=function(){2&this.f||(this.f|=2,this.u=wt,wt=this)},Bt.prototype.d=function(){this.f|=8,1&this.f||Rt(this)},Bt.prototype.dispose=function(){this.d()};function Vt(e,t){var n=new Bt(e,t);try{n.c()}catch(e){throw n.d(),e}var r=n.d.bind(n);return r[Symbol.dispose]=r,r}var Ht,Ut,Wt=typeof window<`u`&&!!window.__PREACT_SIGNALS_DEVTOOLS__,Gt=[];Vt(function(){Ht=this.N})();function Kt(e,t){n[e]=t.bind(null,n[e]||function(){})}function qt(e){if(Ut){var t=Ut;Ut=void 0,t()}Ut=e&&e.S()}function Jt(e){var t=this,n=e.data,r=Xt(n);r.name=`ReactiveDom`,r.value=n;var a=ut(function(){for(var e=t,n=t.__v;n=n.__;)if(n.__c){n.__c.__$f|=4;break}var a=It(function(){var e=r.value.value;return e===0?0:!0===e?``:e||``}),o=It(function(){return!Array.isArray(a.value)&&!i(a.value)}),s=Vt(function(){if(this.N=$t,o.value){var t=a.value;e.__v&&e.__v.__e&&e.__v.__e.nodeType===3&&(e.__v.__e.data=t)}}),c=t.__$u.d;return t.__$u.d=function(){s(),c.call(this)},[o,a]},[]),o=a[0],s=a[1];return o.value?s.peek():s.value}Jt.displayName=`ReactiveTextNode`,Object.defineProperties(M.prototype,{constructor:{configurable:!0,value:x(C,null).constructor},type:{configurable:!0,value:Jt},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}}),Kt(`__b`,function(e,t){if(qt(),typeof t.type==`string`){var n,r=t.props;for(var i in r)if(i!==`children`){var a=r[i];a instanceof M&&(n||(t.__np=n={}),n[i]=a,r[i]=a.peek())}}e(t)}),Kt(`__r`,function(e,t){if(e(t),t.type!==C){qt();var n,r=t.__c;r&&(r.__$f&=-2,(n=r.__$u)===void 0&&(r.__$u=n=function(e,t){var n;return Vt(function(){n=this},{name:t}),n.c=e,n}(function(e){return function(){var t;Wt&&((t=this.y)==null||t.call(this)),e.__$f|=1,e.setState({})}}(r),typeof t.type==`function`?t.type.displayName||t.type.name:``))),qt(n)}}),Kt(`__e`,function(e,t,n,r){qt(),e(t,n,r)}),Kt(`diffed`,function(e,t){qt();var n;if(typeof t.type==`string`&&(n=t.__e)){var r=t.__np,i=t.props,a=n.U;if(a)for(var o in a){var s=a[o];s===void 0||r&&o in r||(s.d(),a[o]=void 0)}if(r)for(var c in a||(a={},n.U=a),r){var l=a[c],u=r[c];l===void 0?(l=Yt(n,c,u,i),a[c]=l):l.o(u,i)}}e(t)});function Yt(e,t,n,r){var i=t in e&&e.ownerSVGElement===void 0,a=N(n);return{o:function(e,t){a.value=e,r=t},d:Vt(function(){this.N=$t;var n=a.value.value;r[t]!==n&&(r[t]=n,i?e[t]=n:n!=null&&(!1!==n||t[4]===`-`)?e.setAttribute(t,n):e.removeAttribute(t))})}}Kt(`unmount`,function(e,t){if(typeof t.type==`string`){var n=t.__e;if(n){var r=n.U;if(r)for(var i in n.U=void 0,r){var a=r[i];a&&a.d()}}var o=t.__np;if(o){var s=t.props;for(var c in o)s[c]=o[c]}t.__np=void 0}else{var l=t.__c;if(l){l.__$f|=8;var u=l.__$u;u&&(l.__$u=void 0,u.d())}}e(t)}),Kt(`__h`,function(e,t,n,r){r<3&&(t.__$f|=2),e(t,n,r)}),w.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,r=n&&n.s!==void 0;for(var i in t)return!0;if(this.__f||typeof this.u==`boolean`&&!0===this.u){var a=2&this.__$f;if(!(r||a||4&this.__$f)||1&this.__$f)return!0}else if(!(r||4&this.__$f)||3&this.__$f)return!0;for(var o in e)if(o!==`__source`&&e[o]!==this.props[o])return!0;for(var s in this.props)if(!(s in e))return!0;return!1};function Xt(e,t){return ut(function(){return N(e,t)},[])}var Zt=function(e){queueMicrotask(function(){queueMicrotask(e)})};function Qt(){xt(function(){for(var e;e=Gt.shift();)Ht.call(e)})}function $t(){Gt.push(this)===1&&(n.requestAnimationFrame||Zt)(Qt)}var en=`1.0.0`,tn=`burgerbode.`,nn=`mine.`,rn=30;function an(e){try{let t=localStorage.getItem(tn+e);return t===null?null:JSON.parse(t)}catch{return null}}function on(e,t){try{localStorage.setItem(tn+e,JSON.stringify(t))}catch{}}var sn=e=>an(nn+e),cn=!1;function ln(e,t){cn||on(nn+e,t)}function un(){cn=!0}function dn(){for(let e of Object.keys(localStorage))e.startsWith(tn+nn)&&localStorage.removeItem(e)}function fn(e){for(let t of Object.keys(localStorage))t.startsWith(`${tn}${nn}detail.`)&&t.split(`.`).includes(e)&&localStorage.removeItem(t)}var pn=e=>sn(`detail.${e}`);function mn(e,t){ln(`detail.${e}`,t);let n=`${tn}${nn}detail.`,r=Object.keys(localStorage).filter(e=>e.startsWith(n));if(r.length<=rn)return;let i=e=>an(e.slice(11))?.at??0,a=r.filter(e=>!e.startsWith(`${n}card.`)).sort((e,t)=>i(e)-i(t));for(let e of a.slice(0,r.length-rn))localStorage.removeItem(e)}var hn=1e3,gn=50,_n=1e3,vn=6e4,yn=N(an(`ahead`)??0),bn=-1/0,xn=1/0,P=()=>Date.now()+yn.value;function Sn(e,t){let n=Date.parse(e??``);if(Number.isNaN(n))return;let r=n-Date.now(),i=n+hn-t;r>xn||i<bn?(bn=r,xn=i):(bn=Math.max(bn,r),xn=Math.min(xn,i));let a=(bn+xn)/2;Math.abs(a-yn.value)<gn||(yn.value=a,on(`ahead`,a))}var Cn=e=>Math.min(_n*2**(e-1),vn)*(1+Math.random()/2),wn=new BroadcastChannel(`burgerbode`),Tn={};wn.onmessage=({data:{what:e,value:t}})=>{Tn[e]?.(t)};var En=(e,t)=>wn.postMessage({what:e,value:t});function Dn(e,t){Tn[e]=t}function On(e,t){return navigator.locks?navigator.locks.request(`burgerbode.${e}`,t):t()}var kn=en,An=`phone/${kn}`,jn=15e3,F=N(an(`session`)),Mn=N(!1),Nn=N(navigator.onLine),Pn=N(null);function Fn(e){In(e),on(`session`,e),En(`session`,e)}function In(e){F.value=e,Mn.value=!1}function Ln(e){let[,t=``]=e.split(`.`);try{return JSON.parse(atob(t.replace(/-/g,`+`).replace(/_/g,`/`))).sub}catch{return``}}var I=class extends Error{code;hints;constructor(e,t,n={}){super(t),this.code=e,this.hints=n}};async function L(e,t){let{data:n,problem:r}=await Rn(e,t);if(r)throw r;return n}async function Rn(e,t){let n=JSON.stringify({...Vn(e),variables:t}),r=F.value?.token;return Kn(await Gn(await Un(`/graphql`,{method:`POST`,headers:Hn(r),body:n})),r)}async function zn(e,t,n){let{documentId:r,operationName:i}=Vn(e),a=new URLSearchParams({documentId:r,operationName:i,variables:JSON.stringify(t)}),o=F.value?.token,s=await Un(`/graphql?${a}`,{headers:{...Hn(o),...n&&{"If-None-Match":n}}});if(s.status===304)return null;let{data:c,problem:l}=Kn(await Gn(s),o);if(l)throw l;return{data:c,tag:s.headers.get(`ETag`)}}var Bn=()=>Hn(F.value?.token);function Vn(e){let t=/^\w+ (\w+)/.exec(String(e))?.[1]??``;return{documentId:`sha256:${e.hash}`,operationName:t}}function Hn(e){let t=an(`phone`)?.id;return{Accept:`application/graphql-response+json, application/json`,"Content-Type":`application/json`,"Burgerbode-App":An,...e&&{Authorization:`Bearer ${e}`},...t&&{"Burgerbode-Installation":t}}}async function Un(e,t){let n=Date.now(),r;try{r=await fetch(e,{...t,cache:`no-store`,signal:AbortSignal.timeout(jn)})}catch(e){throw Nn.value=!1,new I(`OFFLINE`,String(e))}if(Nn.value=!0,Sn(r.headers.get(`Date`),n),r.status===304||r.headers.get(`Content-Type`)?.includes(`json`))return r;throw new I({401:`UNAUTHENTICATED`,429:`RATE_LIMITED`}[r.status]??`UNAVAILABLE`,`HTTP status ${r.status}`,Wn(r))}function Wn(e){let t=Number(e.headers.get(`Retry-After`));return t>0?{retryAfter:t}:{}}async function Gn(e){let t=await e.json().catch(()=>null);if(!t?.data&&!t?.errors)throw new I(`UNAVAILABLE`,`HTTP status ${e.status}`);return t}function Kn({data:e,errors:t},n){let[r=null]=(t??[]).map(({message:e,extensions:{code:t=`INTERNAL`,...r}={}})=>(t===`UNAUTHENTICATED`&&n&&n===F.value?.token&&(Mn.value=!0),t===`UPGRADE_REQUIRED`&&(Pn.value=r),new I(t,e,r)));if(!e)throw r??new I(`INTERNAL`,`an empty answer`);return{data:e,problem:r}}var qn=`burgerbode`,Jn=`mine`,Yn=`owner`,Xn=Qn(),Zn=null;await $n(F.value&&Ln(F.value.token));function Qn(){return new Promise(e=>{let t=indexedDB.open(qn,1);t.onupgradeneeded=()=>t.result.createObjectStore(Jn),t.onsuccess=()=>e(t.result),t.onerror=()=>e(null)})}async function $n(e){Zn=e,await nr(t=>{let n=t.get(Yn);n.onsuccess=()=>{(e===null||n.result!==e)&&(t.clear(),e!==null&&t.put(e,Yn))}})}var er=e=>tr(e,e=>e);async function tr(e,t){let n=Zn,r;return await nr(i=>{let a=i.get(Yn),o=i.get(e);o.onsuccess=()=>{if(n===null||a.result!==n)return;let s=o.result??null;r=t(s),r!==s&&(r===null?i.delete(e):i.put(r,e))}})?r:void 0}async function nr(e){let t=await Xn;return t?new Promise(n=>{let r=t.transaction(Jn,`readwrite`);e(r.objectStore(Jn)),r.oncomplete=()=>n(!0),r.onabort=()=>n(!1)}):!1}var rr=async()=>(await or(`/dev/citizens`)).citizens;async function ir(e,t){return(await or(`/dev/token`,{method:`POST`,body:JSON.stringify({as:`citizen`,insz:e,acr:t})})).access_token}async function ar(e,t){let n=(await rr()).find(t=>t.name===e);return n?ir(n.insz,t):null}async function or(e,t={}){return await(await Un(e,t)).json()}function R(e){return e===null?`null`:Array.isArray(e)?`array`:typeof e}function sr(e){return R(e)===`object`}function cr(e){return Array.isArray(e)&&e.length>0&&e.every(e=>`message`in e)}function lr(e,t){return e.length<124?e:t}var ur=(e=>(e[e.InternalServerError=4500]=`InternalServerError`,e[e.InternalClientError=4005]=`InternalClientError`,e[e.BadRequest=4400]=`BadRequest`,e[e.BadResponse=4004]=`BadResponse`,e[e.Unauthorized=4401]=`Unauthorized`,e[e.Forbidden=4403]=`Forbidden`,e[e.SubprotocolNotAcceptable=4406]=`SubprotocolNotAcceptable`,e[e.ConnectionInitialisationTimeout=4408]=`ConnectionInitialisationTimeout`,e[e.ConnectionAcknowledgementTimeout=4504]=`ConnectionAcknowledgementTimeout`,e[e.SubscriberAlreadyExists=4409]=`SubscriberAlreadyExists`,e[e.TooManyInitialisationRequests=4429]=`TooManyInitialisationRequests`,e))(ur||{}),dr=(e=>(e.ConnectionInit=`connection_init`,e.ConnectionAck=`connection_ack`,e.Ping=`ping`,e.Pong=`pong`,e.Subscribe=`subscribe`,e.Next=`next`,e.Error=`error`,e.Complete=`complete`,e))(dr||{});function fr(e){if(!sr(e))throw Error(`Message is expected to be an object, but got ${R(e)}`);if(!e.type)throw Error(`Message is missing the 'type' property`);if(typeof e.type!=`string`)throw Error(`Message is expects the 'type' property to be a string, but got ${R(e.type)}`);switch(e.type){case`connection_init`:case`connection_ack`:case`ping`:case`pong`:if(e.payload!=null&&!sr(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break;case`subscribe`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${R(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);if(!sr(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${R(e.payload)}`);if(typeof e.payload.query!=`string`)throw Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${R(e.payload.query)}`);if(e.payload.variables!=null&&!sr(e.payload.variables))throw Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${R(e.payload.variables)}`);if(e.payload.operationName!=null&&R(e.payload.operationName)!==`string`)throw Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${R(e.payload.operationName)}`);if(e.payload.extensions!=null&&!sr(e.payload.extensions))throw Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${R(e.payload.extensions)}`);break;case`next`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${R(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);if(!sr(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${R(e.payload)}`);break;case`error`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${R(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);if(!cr(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break;case`complete`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${R(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);break;default:throw Error(`Invalid message 'type' property "${e.type}"`)}return e}function pr(e,t){return fr(typeof e==`string`?JSON.parse(e,t):e)}function mr(e,t){return fr(e),JSON.stringify(e,t)}function hr(e){let{url:t,connectionParams:n,lazy:r=!0,onNonLazyError:i=console.error,lazyCloseTimeout:a=0,keepAlive:o=0,disablePong:s,connectionAckWaitTimeout:c=0,retryAttempts:l=5,retryWait:u=async function(e){let t=2**e;await new Promise(e=>setTimeout(e,t*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:d=_r,on:f,webSocketImpl:p,generateID:m=function(){return`xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx`.replace(/[xy]/g,e=>{let t=Math.random()*16|0;return(e==`x`?t:t&3|8).toString(16)})},jsonMessageReplacer:h,jsonMessageReviver:g}=e,_;if(p){if(!yr(p))throw Error(`Invalid WebSocket implementation provided`);_=p}else typeof WebSocket<`u`?_=WebSocket:typeof global<`u`?_=global.WebSocket||global.MozWebSocket:typeof window<`u`&&(_=window.WebSocket||window.MozWebSocket);if(!_)throw Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let v=_,y=(()=>{let e=(()=>{let e={};return{on(t,n){return e[t]=n,()=>{delete e[t]}},emit(t){`id`in t&&e[t.id]?.(t)}}})(),t={connecting:f?.connecting?[f.connecting]:[],opened:f?.opened?[f.opened]:[],connected:f?.connected?[f.connected]:[],ping:f?.ping?[f.ping]:[],pong:f?.pong?[f.pong]:[],message:f?.message?[e.emit,f.message]:[e.emit],closed:f?.closed?[f.closed]:[],error:f?.error?[f.error]:[]};return{onMessage:e.on,on(e,n){let r=t[e];return r.push(n),()=>{let e=r.indexOf(n);e>-1&&r.splice(e,1)}},emit(e,...n){for(let r of[...t[e]])r(...n)}}})();function b(e){let t=[y.on(`error`,n=>{t.forEach(e=>e()),e(n)}),y.on(`closed`,n=>{t.forEach(e=>e()),e(n)})];return()=>t.forEach(e=>e())}let x,S=0,C,w=!1,ee=0,T=!1;async function E(){clearTimeout(C);let[e,r]=await(x??=new Promise((e,r)=>(async()=>{if(w){if(await u(ee),!S)return x=void 0,r({code:1e3,reason:`All Subscriptions Gone`});ee++}y.emit(`connecting`,w);let i=new v(typeof t==`function`?await t():t,`graphql-transport-ws`),a,l;function d(){isFinite(o)&&o>0&&(clearTimeout(l),l=setTimeout(()=>{i.readyState===v.OPEN&&(i.send(mr({type:dr.Ping})),y.emit(`ping`,!1,void 0))},o))}b(e=>{x=void 0,clearTimeout(a),clearTimeout(l),r(e),e instanceof gr&&(i.close(4499,`Terminated`),i.onerror=null,i.onclose=null)}),i.onerror=e=>y.emit(`error`,e),i.onclose=e=>y.emit(`closed`,e),i.onopen=async()=>{try{y.emit(`opened`,i);let e=typeof n==`function`?await n():n;if(i.readyState!==v.OPEN)return;i.send(mr(e?{type:dr.ConnectionInit,payload:e}:{type:dr.ConnectionInit},h)),isFinite(c)&&c>0&&(a=setTimeout(()=>{i.close(ur.ConnectionAcknowledgementTimeout,`Connection acknowledgement timeout`)},c)),d()}catch(e){y.emit(`error`,e),i.close(ur.InternalClientError,lr(e instanceof Error?e.message:String(e),`Internal client error`))}};let f=!1;i.onmessage=({data:t})=>{try{let n=pr(t,g);if(y.emit(`message`,n),n.type===`ping`||n.type===`pong`){y.emit(n.type,!0,n.payload),n.type===`pong`?d():s||(i.send(mr(n.payload?{type:dr.Pong,payload:n.payload}:{type:dr.Pong},h)),y.emit(`pong`,!1,n.payload));return}if(f)return;if(n.type!==dr.ConnectionAck)throw Error(`First message cannot be of type ${n.type}`);clearTimeout(a),f=!0,y.emit(`connected`,i,n.payload,w),w=!1,ee=0;let r=new Promise((e,t)=>b(t));r.catch(()=>{}),e([i,r])}catch(e){i.onmessage=null,y.emit(`error`,e),i.close(ur.BadResponse,lr(e instanceof Error?e.message:String(e),`Bad response`))}}})()));e.readyState===v.CLOSING&&await r;let i=()=>{},l=new Promise(e=>i=e);return[e,i,new Promise((t,n)=>{let i=b(n);e.readyState!==v.OPEN&&r.catch(n),l.then(()=>{if(i(),!S){let t=()=>e.close(1e3,`Normal Closure`);isFinite(a)&&a>0?(clearTimeout(C),C=setTimeout(()=>{!S&&e.readyState===v.OPEN&&t()},a)):t()}t()})})]}function te(e){if(_r(e)&&(vr(e.code)||[ur.InternalServerError,ur.InternalClientError,ur.BadRequest,ur.BadResponse,ur.Unauthorized,ur.SubprotocolNotAcceptable,ur.SubscriberAlreadyExists,ur.TooManyInitialisationRequests].includes(e.code)))throw e;if(T)return!1;if(_r(e)&&e.code===1e3)return S>0;if(!l||ee>=l||!d(e))throw e;return w=!0}r||(async()=>{for(S++;;)try{let[,,e]=await E();await e}catch(e){try{if(!te(e))return}catch(e){return i?.(e)}}})();function ne(e,t){let n=m(e),r=!1,i=!1,a=()=>{S--,r=!0};return(async()=>{for(S++;;)try{let[o,s,c]=await E();if(r)return c.catch(()=>{}),s();let l=y.onMessage(n,e=>{switch(e.type){case dr.Next:t.next(e.payload);return;case dr.Error:i=!0,r=!0,t.error(e.payload),a();return;case dr.Complete:r=!0,a();return}});o.send(mr({id:n,type:dr.Subscribe,payload:e},h)),a=()=>{!r&&o.readyState===v.OPEN&&o.send(mr({id:n,type:dr.Complete},h)),S--,r=!0,s()},await c.finally(l);return}catch(e){if(!te(e))return}})().then(()=>{i||t.complete()}).catch(e=>{t.error(e)}),()=>{r||a()}}return{on:y.on,subscribe:ne,iterate(e){let t=[],n={done:!1,error:null,resolve:()=>{}},r=ne(e,{next(e){t.push(e),n.resolve()},error(e){n.done=!0,n.error=e,n.resolve()},complete(){n.done=!0,n.resolve()}}),i=async function*(){for(;;){for(t.length||await new Promise(e=>n.resolve=e);t.length;)yield t.shift();if(n.error)throw n.error;if(n.done)return}}();return i.throw=async e=>(n.done||(n.done=!0,n.error=e,n.resolve()),{done:!0,value:void 0}),i.return=async()=>(r(),{done:!0,value:void 0}),i},async dispose(){if(T=!0,x){let[e]=await x;e.close(1e3,`Normal Closure`)}},terminate(){x&&y.emit(`closed`,new gr)}}}var gr=class extends Error{name=`TerminatedCloseEvent`;message=`4499: Terminated`;code=4499;reason=`Terminated`;wasClean=!1};function _r(e){return sr(e)&&`code`in e&&`reason`in e}function vr(e){return![1e3,1001,1006,1005,1012,1013,1014].includes(e)&&e>=1e3&&e<=1999}function yr(e){return typeof e==`function`&&`constructor`in e&&`CLOSED`in e&&`CLOSING`in e&&`CONNECTING`in e&&`OPEN`in e}var br=`new.`,xr=e=>br+e,Sr=e=>e.startsWith(br)?e.slice(4):null;function Cr(e,{at:t,change:n}){switch(n.do){case`open`:return Er(e,[n.id],e=>wr(e,!0));case`read`:return Er(e,n.ids,e=>{let r=Date.parse(e.sortAt)>Date.parse(t);return n.read&&r?e:wr(e,n.read)});case`readFeed`:{let t=Date.parse(n.before);return Er(e,Object.keys(e.entries).filter(n=>Date.parse(e.entries[n]?.sortAt??``)<=t),e=>wr(e,!0))}case`archive`:{let t=Er(e,n.ids,e=>e.entry.__typename===`Reminder`?e:{...e,entry:{...e.entry,archived:n.archived},inFeed:!n.archived});return n.archived?{...t,pinned:t.pinned.filter(e=>!n.ids.includes(e))}:t}case`create`:return{...e,entries:{...e.entries,[xr(n.clientId)]:Tr(e,n,t)}};case`complete`:return Er(e,[n.id],e=>e.entry.__typename===`Reminder`?{...e,entry:{...e.entry,completedAt:n.completed?t:null},inFeed:!n.completed&&e.sortAt<=t}:e);case`delete`:{let{[n.id]:t,...r}=e.entries;return{...e,entries:r}}case`openAnnouncement`:return e}}function wr(e,t){return e.entry.__typename===`Reminder`?e:{...e,entry:{...e.entry,read:t}}}function Tr(e,t,n){let{clientId:r,title:i,dueAt:a,entryId:o}=t,s=o?e.entries[o]?.entry:void 0,c=s?.__typename===`Letter`?{__typename:`Letter`,id:s.id,subject:s.subject}:s?.__typename===`Dossier`?{__typename:`Dossier`,id:s.id,title:s.title}:null;return{entry:{__typename:`Reminder`,id:xr(r),announcement:null,completedAt:null,createdAt:n,title:i,dueAt:a,entry:c},sortAt:a,inFeed:!1,asks:!1,told:``}}function Er(e,t,n){let r={...e.entries},i={...e.counts};for(let e of t){let t=r[e];if(!t)continue;let a=n(t);r[e]=a,i.unread+=Dr(a).unread-Dr(t).unread,i.toDo+=Dr(a).toDo-Dr(t).toDo}return{...e,entries:r,counts:i}}function Dr({entry:e,asks:t}){return e.__typename===`Reminder`||e.archived?{unread:0,toDo:0}:{unread:+!e.read,toDo:+!!t}}var Or=N(await er(`queue`)??[]),kr=It(()=>Or.value.filter(({rev:e})=>e===null)),Ar=0,jr=Promise.resolve();async function Mr(e){Or.value=e(Or.peek()),jr=Nr(e),await jr,En(`queue`,null)}async function Nr(e){Ar++;let t=await tr(`queue`,t=>e(t??[]));Ar--,Ar===0&&t!==void 0&&(Or.value=t??[])}async function Pr(){let e=await er(`queue`);for(Ar===0&&e!==void 0&&(Or.value=e??[]);Ar>0;)await jr}Dn(`queue`,()=>void Pr());var z=N(await er(`mailbox`)??null),Fr=It(()=>z.value&&Or.value.reduce(Cr,z.value)),Ir=N(null),Lr=It(()=>{let e=Fr.value?.counts??{unread:0,toDo:0},t=Ir.value;return t&&t.rev===(z.value?.rev??0)?{...e,unread:t.unread}:e});function Rr(e){Ir.value={rev:z.value?.rev??0,unread:e}}var zr=z.peek(),Br=Promise.resolve(),Vr=!1;Vt(()=>{let e=z.value;e!==zr&&(Br=Hr(e))});async function Hr(e){zr=e,Vr=await tr(`mailbox`,()=>e)===void 0,Vr||En(`mailbox`,null)}var Ur=()=>Br;async function Wr(){let e=z.peek(),t=await er(`mailbox`);t===void 0||Vr||z.peek()!==e||(zr=t,z.value=t)}Dn(`mailbox`,()=>void Wr());function Gr(){z.value=null,Ir.value=null}function Kr({pinned:e,feed:t,dossiers:n,reminders:r,counts:i,preferences:a}){let o={},s=(e,t,n)=>{o[e.id]??={entry:e,sortAt:t,inFeed:n,asks:!1,told:``}};for(let t of e.nodes)s(t,si(t),!0);for(let{node:e,sortAt:n}of t.edges)s({callLetter:null,...e},n,!0);for(let e of n.nodes)s({__typename:`Dossier`,...e},e.changedAt,!0);for(let e of r.nodes)s({__typename:`Reminder`,...e},e.dueAt,Date.parse(e.dueAt)<=P());let c=e.nodes.map(({id:e})=>e);Mr(e=>e.filter(({rev:e})=>e===null)),z.value={at:P(),entries:o,pinned:c,counts:i,preferences:a,rev:0,token:null,whole:!1}}function qr(e,t){let n=z.value;if(!n)return!1;if(n.token!==t)return n.token===e.token;let r={...n.entries};for(let t of e.removed)delete r[t],fn(t);for(let t of e.entries)r[t.entry.id]={...t,told:e.token};return e.hasMore||Jr(r),z.value={at:P(),entries:r,pinned:e.pinned,counts:e.counts,preferences:e.preferences??n.preferences,rev:e.hasMore?n.rev:e.rev,token:e.token,whole:!e.hasMore},!0}function Jr(e){for(let[t,{told:n}]of Object.entries(e))n||delete e[t]}function Yr(){z.value&&={...z.value,at:P()}}function Xr(e){fn(e);let t=z.value;if(!t?.entries[e])return;let{[e]:n,...r}=t.entries;z.value={...t,entries:r}}var Zr=N(`all`),Qr={all:({inFeed:e})=>e,unread:e=>Dr(e).unread>0,toDo:e=>Dr(e).toDo>0,archived:({entry:e})=>e.__typename!==`Reminder`&&e.archived},$r=(e,t)=>Date.parse(t.sortAt)-Date.parse(e.sortAt)||(e.entry.id<t.entry.id?-1:1),ei=It(()=>Object.values(Fr.value?.entries??{}).sort($r)),ti=It(()=>ei.value.filter(Qr[Zr.value])),ni=It(()=>(Fr.value?.pinned??[]).map(e=>Fr.value?.entries[e]?.entry).filter(e=>e!==void 0)),ri=It(()=>ei.value.flatMap(({entry:e,inFeed:t})=>e.__typename===`Dossier`&&t?[e]:[])),ii=It(()=>ei.value.flatMap(({entry:e})=>e.__typename===`Reminder`&&!e.announcement?[e]:[])),ai=e=>Fr.value?.entries[e]?.entry,oi=e=>z.value?.entries[e]?.told??``,si=e=>e.__typename===`Letter`?e.receivedAt:e.__typename===`Dossier`?e.changedAt:e.dueAt,ci=864e5,B=N(an(`phone`)??{id:crypto.randomUUID(),token:`demo-${crypto.randomUUID()}`,permission:!0,registration:null,registeredAt:null,secret:null,toEnd:[]});on(`phone`,B.value);function li(e){B.value={...B.value,...e},on(`phone`,B.value),En(`phone`,B.value)}Dn(`phone`,e=>{B.value=e});async function ui(e=B.value.permission){let{registerDevice:t}=await L(Re,{input:{installationId:B.value.id,token:B.value.token,platform:`WEB`,appVersion:kn,pushPermission:e,appLanguage:`NL`}}),{device:n,secret:r}=t,{registration:i,registeredAt:a}=n;return li({permission:e,registration:i,registeredAt:a,secret:r,toEnd:[]}),t}async function di(e){let{registration:t,permission:n,secret:r}=B.value,i=e!==null&&e.registration===t&&e.pushPermission===n;!r||!i?await ui():await fi()}async function fi(){P()-Date.parse(B.value.registeredAt??`1970-01-01`)>=ci&&await ui()}async function pi(){let{secret:e,toEnd:t}=B.value;li({registration:null,registeredAt:null,secret:null,toEnd:e?[...t,e]:t}),await mi()}async function mi(){for(let e of B.value.toEnd){try{await L(Ge,{input:{installationId:B.value.id,secret:e}})}catch(e){if(e instanceof I&&[`OFFLINE`,`UNAVAILABLE`,`RATE_LIMITED`].includes(e.code))return}li({toEnd:B.value.toEnd.filter(t=>t!==e)})}}var hi=20,gi=50,_i=N(null),vi=null,yi=!1,bi=0,xi=0;function Si(){return vi?(yi=!0,vi):(clearTimeout(bi),vi=On(`sync`,Ci).finally(()=>{vi=null,yi&&(yi=!1,Si())}),vi)}async function Ci(){if(F.value)try{await Wr(),await wi(),_i.value=null,xi=0}catch(e){if(!(e instanceof I))throw e;if(e.code===`RESYNC_REQUIRED`){Gr(),yi=!0;return}if(_i.value=e.code,e.code!==`RATE_LIMITED`&&e.code!==`UNAVAILABLE`)return;xi++,bi=window.setTimeout(Si,e.hints.retryAfter?e.hints.retryAfter*1e3:Cn(xi))}finally{await Ur()}}async function wi(){z.value||await Ti();for(let e=!0;e;e=z.value!==null&&!z.value.whole)await Ei()}async function Ti(){let e=F.value,{viewer:t}=await L(Fe,{installationId:B.value.id,first:hi});F.value===e&&(Kr(t),await di(t.thisDevice))}async function Ei(){let e=F.value,t=z.value?.token??null,n=sn(`tag`),r=n&&n.token===t?n.tag:null,i=await zn(We,{since:t,first:gi,installationId:B.value.id},r);if(F.value!==e)return;if(!i)return Yr(),fi();let{changes:a,thisDevice:o}=i.data.viewer;qr(a,t)&&(i.tag&&!a.hasMore&&ln(`tag`,{token:a.token,tag:i.tag}),a.hasMore||await di(o))}var Di=4403,Oi=N(!1),ki=N(document.visibilityState===`visible`),Ai=N(!1),ji=null,Mi=0,Ni=0;function Pi(){document.addEventListener(`visibilitychange`,()=>{ki.value=document.visibilityState===`visible`}),Vt(()=>{ki.value&&F.value&&!Mn.value&&!Pn.value&&Nn.value&&z.value?.whole?!ji&&!Ai.value&&Ii():Li()})}var Fi=()=>Oi.peek()?Promise.resolve():Si();function Ii(){let e=z.peek()?.token??null,t=hr({url:`${location.origin.replace(/^http/,`ws`)}/graphql`,connectionParams:Bn,retryAttempts:0,on:{connected:()=>{ji===t&&(Oi.value=!0,Mi=0)},closed:e=>{ji===t&&(e.code===Di&&(Mn.value=!0),zi())}}});ji=t,t.subscribe({query:String(je),operationName:`MailboxChanged`,variables:{since:e}},{next:({data:n})=>{let r=n?.mailboxChanged;if(!r)return;let i=e;e=r.token,On(`sync`,async()=>{if(ji===t&&(await Wr(),ji===t)){if(!qr(r,i))return Ri();await Ur(),r.hasMore&&Si()}})},error:()=>{ji===t&&zi()},complete:()=>{ji===t&&zi()}})}function Li(){clearTimeout(Ni),Ai.value=!1,Oi.value=!1;let e=ji;ji=null,Promise.resolve(e?.dispose()).catch(()=>{})}function Ri(){Li(),Ii()}function zi(){Li(),Ai.value=!0,Mi++,Ni=window.setTimeout(async()=>{await Si(),Ai.value=!1},Cn(Mi))}var Bi=`Europe/Brussels`,Vi=6e4,Hi=1440*Vi,Ui=e=>new Intl.DateTimeFormat(`nl-BE`,{timeZone:Bi,...e}),Wi=Ui({weekday:`long`,day:`numeric`,month:`long`,year:`numeric`}),Gi=Ui({weekday:`long`,day:`numeric`,month:`long`}),Ki=Ui({day:`numeric`,month:`short`}),qi=Ui({day:`numeric`,month:`short`,year:`numeric`}),Ji=new Intl.DateTimeFormat(`en-GB`,{timeZone:Bi,hour:`2-digit`,minute:`2-digit`}),Yi=new Intl.DateTimeFormat(`en-CA`,{timeZone:Bi,year:`numeric`,month:`2-digit`,day:`2-digit`}),V=e=>Yi.format(new Date(e)),Xi=(e,t)=>V(Zi(e)+t*Hi),Zi=e=>Date.parse(`${e}T11:00:00Z`),Qi=e=>(e.slice(0,4)===V(P()).slice(0,4)?Gi:Wi).format(Zi(e)),$i=e=>e.charAt(0).toUpperCase()+e.slice(1),ea=e=>Ji.format(e),ta=e=>`${ia(e)} uur`,na=(e,t)=>`van ${ia(e)} tot ${ta(t)}`;function ra({suggestedFrom:e,suggestedUntil:t}){return e?t?na(e,t):`vanaf ${ta(e)}`:``}function ia(e){let[t=``,n=``]=e.split(`:`);return n===`00`?String(Number(t)):`${Number(t)}.${n}`}function aa(e){let t=ta(Ji.format(new Date(e))),n=V(e),r=V(P());return n===r?t:n===Xi(r,-1)?`gisteren om ${t}`:n===Xi(r,1)?`morgen om ${t}`:`${sa(e)} om ${t}`}function oa(e){let t=V(e),n=V(P());return t===n?ta(Ji.format(new Date(e))):t===Xi(n,-1)?`gisteren`:sa(e)}function sa(e){return(V(e).slice(0,4)===V(P()).slice(0,4)?Ki:qi).format(new Date(e))}function ca(e){let t=Math.round((Zi(e)-Zi(V(P())))/Hi);return t===0?`vandaag`:t===1?`morgen`:t===-1?`1 dag te laat`:t>0?`nog ${t} dagen`:`${-t} dagen te laat`}var la=e=>e<V(P());function ua(e,t){let n=Date.parse(`${e}T${t}:00Z`),r=e=>Date.parse(`${V(e)}T${Ji.format(new Date(e))}:00Z`)-Math.floor(e/Vi)*Vi,i=n-r(n);return new Date(n-r(i))}var da={OFFLINE:`Er is geen verbinding. Probeer het straks opnieuw.`,UNAUTHENTICATED:`Uw sessie is verlopen. Meld u opnieuw aan.`,FORBIDDEN:`Dit mag u hier niet doen.`,NOT_FOUND:`Dit bericht is er niet.`,GONE:`Dit bericht bestaat niet meer.`,STEP_UP_REQUIRED:`Dit vraagt een sterkere aanmelding.`,INVALID:`Er klopt iets niet in wat u invulde.`,CONFLICT:`Dit is intussen gewijzigd. Kijk het even na.`,RATE_LIMITED:`Dat ging te snel na elkaar. Wacht even.`,UNAVAILABLE:`Dit lukt nu even niet. Probeer het straks opnieuw.`},fa=e=>da[e]??`Er ging iets mis. Probeer het straks opnieuw.`,pa=new Intl.NumberFormat(`nl-BE`,{style:`currency`,currency:`EUR`}),ma=e=>pa.format(e/100),ha=e=>e.replace(/(.{4})(?=.)/g,`$1 `);function ga(e){let t=e/1e3;return t<1e3?`${Math.max(1,Math.round(t))} kB`:`${(t/1e3).toLocaleString(`nl-BE`,{maximumFractionDigits:1})} MB`}var _a={LETTER:`Brief`,CALL_LETTER:`Digitaal duplicaat`,ATTEST:`Attest`,INVOICE:`Factuur`,TAX_BILL:`Aanslagbiljet`,REPORT:`Verslag`,DECISION:`Beslissing`,FORM:`Formulier`},va={SUPERSEDED:`Vervangen`,WITHDRAWN:`Ingetrokken`,EXPIRED:`Verlopen`},ya={CALL_LETTER:`Oproepingsbrief`,INVITATION_LETTER:`Uitnodigingsbrief`,CALL_LETTER_EU_VOTER:`Oproepingsbrief EU-kiezer`,CALL_LETTER_DUPLICATE:`Duplicaat van uw kiesbrief`,ASSESSOR_LETTER:`Aanwijzing als bijzitter`,JURY_CARD:`Witte kaart lijst van gezworenen`,EID_RENEWAL:`Oproeping identiteitskaart`,EID_CODES_READY:`Uw identiteitskaart ligt klaar`,POLIO_REMINDER:`Herinnering poliovaccinatie`,TAX_BILL:`Aanslagbiljet`,INVOICE:`Factuur`,DUNNING:`Aanmaning`,GAS_FINE:`GAS-boete`,INFORMATION:`Informatie`},ba=[`CALL_LETTER`,`INVITATION_LETTER`,`CALL_LETTER_EU_VOTER`,`CALL_LETTER_DUPLICATE`,`ASSESSOR_LETTER`,`JURY_CARD`],xa={LETTER:`Een brief`,STATUS:`Nieuws over een dossier`,ACTION:`Een dossier dat op u wacht`,REMINDER:`Een herinnering van uzelf`,TEST:`Een testmelding`},Sa=[[`SAMENSTELLING`,`Samenstelling`],[`BEHANDELING`,`Behandeling`],[`BESLISSING`,`Beslissing`],[`BEROEP`,`Beroep`],[`UITVOERING`,`Uitvoering`],[`AFGEROND`,`Afgerond`]],Ca={MUNICIPAL:`Gemeente`,PROVINCIAL:`Provincie`,FLEMISH:`Vlaanderen`,FEDERAL:`Federaal`},wa={NL:`Nederlands`,FR:`Français`,DE:`Deutsch`,EN:`English`},Ta=(e,t,n)=>`${e} ${e===1?t:n}`,Ea=6e3,Da=N(``),Oa=N(``),ka=0;function Aa(e){Da.value=e,clearTimeout(ka),ka=window.setTimeout(()=>{Da.value=``},Ea)}function ja(e){Oa.value=``,setTimeout(()=>{Oa.value=e},50)}async function Ma(e,t){try{return await e(),t&&Aa(t),!0}catch(e){if(!(e instanceof I))throw e;return Aa(fa(e.code)),!1}}var Na=3,Pa=[`OFFLINE`,`UNAVAILABLE`,`RATE_LIMITED`],Fa=[`UNAUTHENTICATED`,`UPGRADE_REQUIRED`],Ia=new Map,La=e=>Ia.get(e)??e,Ra=!1,za=0;function Ba(e){let t={id:crypto.randomUUID(),at:Ka(e),change:e,rev:null,tries:0};Mr(e=>[...e,t]),Va()}var Va=async()=>{await Ha()&&await Fi()};async function Ha(){if(Ra||!F.value||Mn.value)return!1;Ra=!0,clearTimeout(za);try{for(;await On(`queue`,Ua);)if(kr.value.length===0)return!0;return!1}finally{Ra=!1}}async function Ua(){await Pr();for(let[e]=kr.value;e;[e]=kr.value)if(!await Wa(e))return!1;return!0}async function Wa(e){try{return await Ga(e,await qa(e)),!0}catch(t){if(!(t instanceof I))throw t;let{code:n,hints:r}=t;if(Fa.includes(n))return!1;let i=e.tries+1;return Pa.includes(n)||n===`INTERNAL`&&i<Na?(await Mr(t=>t.map(t=>t.id===e.id?{...t,tries:i}:t)),za=window.setTimeout(Va,r.retryAfter?r.retryAfter*1e3:Cn(i)),!1):(await Mr(t=>t.filter(({id:t})=>t!==e.id)),n===`GONE`&&`id`in e.change&&Xr(e.change.id),Aa(`Een wijziging kon niet bewaard worden. ${fa(n)}`),!0)}}async function Ga(e,{rev:t,id:n}){let{change:r}=e,i=r.do===`create`?xr(r.clientId):null;i&&n&&Ia.set(n,i);let a=e=>`id`in e&&n&&e.id===i?{...e,id:n}:e;await Mr(n=>n.map(n=>({...n,change:a(n.change),rev:n.id===e.id?t:n.rev})))}Vt(()=>{let e=z.value?.rev??0;Or.value.some(({rev:t})=>t!==null&&t<=e)&&Mr(t=>t.filter(({rev:t})=>t===null||t>e))});function Ka(e){let t=(`ids`in e?e.ids:`id`in e?[e.id]:[]).map(e=>Fr.value?.entries[e]).filter(e=>e!==void 0).filter(({entry:e})=>e.__typename!==`Reminder`).map(({sortAt:e})=>Date.parse(e));return new Date(Math.max(P(),...t)).toISOString()}async function qa({id:e,at:t,change:n}){let r={id:e,at:t};switch(n.do){case`open`:return(await L(Ie,{input:{id:n.id,stamp:r}})).openLetter;case`openAnnouncement`:return(await L(Pe,{input:{id:n.id,stamp:r}})).openAnnouncement;case`read`:return(await L(Ne,{input:{ids:n.ids,read:n.read,stamp:r}})).markRead;case`readFeed`:return(await L(Me,{input:{before:n.before,stamp:r}})).markFeedRead;case`archive`:return(await L(xe,{input:{ids:n.ids,archived:n.archived,stamp:r}})).archiveEntries;case`create`:{let{do:e,...t}=n,{createReminder:i}=await L(we,{input:{...t,stamp:r}});return{rev:i.rev,id:i.reminder.id}}case`complete`:return(await L(Ce,{input:{...Ja(n.id),completed:n.completed,stamp:r}})).completeReminder;case`delete`:return{rev:(await L(Ee,{input:{...Ja(n.id),stamp:r}})).deleteReminder.rev}}}function Ja(e){let t=Sr(e);return t?{clientId:t}:{id:e}}var Ya=`/phone`,Xa=N(ao()),Za=!1,Qa=0,$a=new Map,H=e=>Ya+e;function eo(e,t=!1){e!==Xa.value&&(Za=!1,t?history.replaceState(null,``,H(e)):(history.pushState(null,``,H(e)),Qa++),Xa.value=e)}function to(e){Qa>0?history.back():eo(e,!0)}var no=(e,t)=>$a.set(e,t),ro=e=>Za?$a.get(e)??0:0;function io(){addEventListener(`popstate`,()=>{Qa=Math.max(0,Qa-1),Za=!0,Xa.value=ao()}),document.addEventListener(`click`,e=>{let t=e.target.closest?.(`a[href]`),n=e.button===0&&!e.metaKey&&!e.ctrlKey&&!e.shiftKey&&!e.altKey;t&&n&&!e.defaultPrevented&&!t.target&&t.origin===location.origin&&t.pathname.startsWith(`${Ya}/`)&&(e.preventDefault(),eo(t.pathname.slice(6)))})}function ao(){return location.pathname.startsWith(`${Ya}/`)?location.pathname.slice(6):`/`}var oo=8,so=3e3,co=900,lo={urgent:[300,100,300,100,300],messages:[120,60,120],reminders:[120]},uo=`Burgerbode`,fo=({title:e,body:t})=>[e,t].filter(e=>e&&e!==uo),po=N(sn(`notifications`)??[]),mo=N(!1),ho=N(!1),go=null,_o=``,vo=0,yo=0;function bo(){let{token:e,registration:t}=B.value,n=F.value&&t?e:``;n!==_o&&(So(),_o=n,n&&xo())}function xo(){go=new EventSource(`/fcm/stream?token=${encodeURIComponent(_o)}`),go.onopen=()=>{ho.value=!0},go.onmessage=e=>wo(JSON.parse(e.data)),go.onerror=()=>{ho.value=!1,go?.close(),clearTimeout(vo),vo=window.setTimeout(xo,so)}}function So(){clearTimeout(vo),go?.close(),go=null,ho.value=!1}function Co(){Do([]),bo()}function wo(e){let{action:t,pushId:n,entryId:r=``,registration:i,badge:a,title:o,body:s,channel:c=`messages`}=e.data??{};if(e.token===B.value.token&&i===B.value.registration&&n){if(t===`withdraw`){let e=Eo(`withdraw ${n}`);if(Eo(n),No(n),!e)return;To(a),Fi()}else if(!t&&Eo(n)){if(To(a),o&&B.value.permission){let e={tag:n,entryId:r,title:o,body:s??``,at:P(),channel:c};Do([e,...po.value.filter(e=>e.tag!==n)]),Po(n,`RECEIVED`),Oo(c),ja([`Nieuwe melding:`,...fo(e)].join(` `))}Fi()}}}function To(e){e&&/^\d+$/.test(e)&&Rr(Number(e))}function Eo(e){let t=an(`seen`)??[];return!t.includes(e)&&(on(`seen`,[...t,e].slice(-500)),!0)}function Do(e){po.value=e.slice(0,oo),F.value&&ln(`notifications`,po.value)}function Oo(e){navigator.vibrate?.(lo[e]??lo.messages),mo.value=!0,clearTimeout(yo),yo=window.setTimeout(()=>{mo.value=!1},co)}function ko(e,t){Mo(e),Po(e.tag,`OPENED`),Fo(),Xa.value!==t&&eo(t)}function Ao(e){Mo(e),Po(e.tag,`DISMISSED`)}function jo(e){Do(po.value.filter(t=>t.entryId!==e))}var Mo=e=>No(e.tag);function No(e){Do(po.value.filter(t=>t.tag!==e))}function Po(e,t){ln(`events`,[...sn(`events`)??[],{pushId:e,event:t,at:new Date(P()).toISOString()}].slice(-200))}async function Fo(){let e=sn(`events`)??[];if(e.length===0||!F.value)return;try{await L(ze,{input:{events:e}})}catch{return}let t=e=>`${e.pushId} ${e.event} ${e.at}`,n=new Set(e.map(t));ln(`events`,(sn(`events`)??[]).filter(e=>!n.has(t(e))))}var Io=1e4,Lo=N(null);async function Ro(e){let t=await ir(e.insz),n=F.value!==null&&Ln(F.value.token)===Ln(t);if(n||Vo(Ln(t)),Fn({name:e.name,token:t}),n)return Uo();Co(),await ui(),await Si()}async function zo(e){let{name:t}=F.value??{name:``},n=await ar(t,e);n?Fn({name:t,token:n}):Mn.value=!0}async function Bo(){Fn(null),Vo(null),Co(),eo(`/`),await pi()}function Vo(e){dn(),$n(e),Gr(),Or.value=[],Zr.value=`all`}function Ho(e){e&&F.value&&Ln(e.token)===Ln(F.value.token)?In(e):(un(),e||dn(),location.reload())}async function Uo(){Wo(),await mi(),F.value&&(await Ha(),await Si(),await Fo())}async function Wo(){try{Lo.value=(await L(be,{platform:`WEB`,version:kn})).appStatus}catch{}}function Go(){Dn(`session`,Ho),Vt(()=>{F.value,B.value.registration,bo()}),Vt(()=>{for(let e of ni.value){if(e.__typename!==`Letter`||!e.callLetter)continue;let{id:t,kindTitle:n,callLetter:r}=e,i={id:t,kindTitle:n,stateText:null,successor:null,card:r};mn(`card.${t}`,{at:z.value?.at??0,data:i})}}),document.addEventListener(`visibilitychange`,()=>{document.visibilityState===`visible`&&Uo()}),addEventListener(`online`,()=>void Uo()),addEventListener(`offline`,()=>{Nn.value=!1}),setInterval(()=>{!Nn.value&&F.value&&Uo()},Io),Pi(),Uo()}var Ko=Symbol.for(`pv`),qo=0;Array.isArray;function U(e,t,r,i,a,o){t||={};var s,c,l=t;if(`ref`in l&&typeof e!=`function`)for(c in l={},t)c==`ref`?s=t[c]:l[c]=t[c];var u={type:e,props:l,key:r,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ko,__v:--qo,__i:-1,__u:0};return(a||o)&&(u.__source=a,u.__self=o),n.vnode&&n.vnode(u),u}var Jo={letter:`M3 6.5h18v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5zM3 7l9 6.5L21 7`,ballot:`M5 11h14v9H5zM8 11V4h8v7M10 7.2l1.4 1.4L14.2 6M8.5 15h7`,dossier:`M3 6.5A1.5 1.5 0 0 1 4.5 5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5z`,bell:`M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4`,gear:`M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5`,back:`M14.5 5 8 12l6.5 7`,next:`M9.5 5 16 12l-6.5 7`,archive:`M4 5h16v4H4zM5.5 9v10.5h13V9M10 13h4`,unread:`M3 9l9-5.5L21 9v10.5H3zM3 9l9 6 9-6`,clock:`M12 3.5a8.5 8.5 0 1 0 .01 0zM12 7.5V12l3 2`,calendar:`M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8M12 13v4.5M9.7 15.2h4.6`,place:`M12 21s7-6.2 7-11.3A7 7 0 0 0 5 9.7C5 14.8 12 21 12 21zM12 7.5a2.3 2.3 0 1 0 .01 0z`,check:`M5 12.5 10 17.5 19.5 7`,close:`M6 6l12 12M18 6 6 18`,bin:`M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5`,alert:`M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3`,offline:`M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 5-2.8M14.5 9.3A10 10 0 0 1 19 12M12 19v.2`,person:`M12 4a4 4 0 1 0 .01 0zM4.5 20.5a7.5 7.5 0 0 1 15 0`,search:`M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5 20.5 20.5`,file:`M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 13h6M9 16.5h6`,out:`M14 8V4.5H4.5v15H14V16M9.5 12h11M17 8.5l3.5 3.5-3.5 3.5`,phone:`M7.5 2.5h9A1.5 1.5 0 0 1 18 4v16a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 20V4a1.5 1.5 0 0 1 1.5-1.5zM10.5 18.5h3`};function W({name:e}){return U(`svg`,{class:`icon`,viewBox:`0 0 24 24`,"aria-hidden":`true`,focusable:`false`,children:U(`path`,{d:Jo[e]})})}function Yo(){return U(`svg`,{class:`logo`,viewBox:`0 0 64 64`,"aria-hidden":`true`,focusable:`false`,children:[U(`path`,{d:`M6 16h46v30a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z`}),U(`path`,{class:`flap`,d:`m6 16 23 19 23-19`}),U(`circle`,{cx:`52`,cy:`15`,r:`9`})]})}var Xo=!0;function G({title:e,name:t=e,up:n,at:r=z.value?.at,tools:i,lead:a,children:o}){let s=lt(null),c=lt(null),l=Lr.value.unread;return ct(()=>{let e=Xa.peek(),t=c.current;Xo||s.current?.focus({preventScroll:!0}),Xo=!1,t&&(t.scrollTop=ro(e),t.addEventListener(`scroll`,()=>no(e,t.scrollTop),{passive:!0}))},[]),ct(()=>{document.title=`${l>0?`(${l}) `:``}${t.replaceAll(`­`,``)} · Burgerbode`},[t,l]),U(C,{children:[U(`header`,{class:`bar${n?``:` top`}`,children:[U(`div`,{class:`bar-row`,children:[n&&U(`button`,{type:`button`,class:`round`,"aria-label":`Terug`,onClick:()=>to(n),children:U(W,{name:`back`})}),U(`h1`,{ref:s,tabIndex:-1,children:e}),i]}),a]}),U(`main`,{class:`content`,ref:c,children:[Nn.value?U(Qo,{}):U(Zo,{at:r}),Lo.value?.maintenance&&U(K,{icon:`alert`,tone:`todo`,children:Lo.value.maintenance}),o]})]})}function Zo({at:e}){let t=kr.value.length;return U(K,{icon:`offline`,tone:`plain`,children:[e?`Geen verbinding. U ziet de stand van ${aa(e)}.`:`Geen verbinding.`,t>0&&` ${Ta(t,`wijziging wacht`,`wijzigingen wachten`)} op de verbinding.`]})}function Qo(){let e=kr.value.filter(({tries:e})=>e>0).length;return e===0?null:U(K,{icon:`clock`,tone:`plain`,children:[Ta(e,`wijziging wordt`,`wijzigingen worden`),` straks doorgestuurd.`]})}function K({icon:e,tone:t,children:n}){return U(`div`,{class:`banner ${t}`,children:[U(W,{name:e}),U(`div`,{children:n})]})}function $o({code:e}){return U(K,{icon:`alert`,tone:`bad`,children:U(`p`,{role:`alert`,children:fa(e)})})}function q(){return U(`p`,{class:`loading`,role:`status`,children:`Even geduld…`})}function es({icon:e=`check`,children:t}){return U(`div`,{class:`empty`,children:[U(W,{name:e}),U(`p`,{children:t})]})}function J({tone:e=`plain`,children:t}){return U(`span`,{class:`chip ${e}`,children:t})}function ts({row:e}){let t=ns(e);if(!t)return null;let{href:n,icon:r,from:i,title:a,text:o,when:s,read:c,chips:l}=t;return U(`li`,{children:U(`a`,{class:`row${c?``:` unread`}`,href:H(n),children:[U(`span`,{class:`disc ${r}`,children:U(W,{name:r})}),U(`span`,{class:`row-text`,children:[U(`span`,{class:`row-head`,children:[U(`span`,{class:`from`,children:i}),U(`span`,{class:`when`,children:s})]}),U(`span`,{class:`title`,children:[!c&&U(`span`,{class:`dot`,children:U(`span`,{class:`hidden`,children:`Ongelezen: `})}),a]}),o&&U(`span`,{class:`preview`,children:o}),l.length>0&&U(`span`,{class:`chips`,children:l})]})]})})}function ns(e){switch(e.__typename){case`Letter`:return{href:`/letter/${encodeURIComponent(e.id)}`,icon:ba.slice(0,4).includes(e.kind)?`ballot`:`letter`,from:e.sender.name,title:e.subject,text:e.preview,when:oa(e.receivedAt),read:e.read,chips:[...is(e.about),...rs(e)]};case`Dossier`:{let{actionRequired:t,actionBefore:n,label:r}=e.status;return{href:`/dossier/${encodeURIComponent(e.id)}`,icon:`dossier`,from:e.organisation.name,title:e.title,text:r,when:oa(e.changedAt),read:e.read,chips:[...is(e.about),...t?[U(ss,{before:n},`action`)]:[]]}}case`Reminder`:return{href:e.announcement?`/announcement/${encodeURIComponent(e.id)}`:`/reminders`,icon:`bell`,from:e.announcement?.sender.name??`Uw herinnering`,title:e.title,text:e.announcement?.text??``,when:oa(e.dueAt),read:!0,chips:e.completedAt?[U(J,{children:`Afgevinkt`},`done`)]:[]};default:return null}}function rs({state:e,payment:t,deadline:n}){if(t?.status===`PAID`)return[U(J,{tone:`good`,children:`Betaald`},`state`)];let r=va[e];return r?[U(J,{children:r},`state`)]:n?[U(os,{day:n.date},`deadline`)]:[]}var is=e=>e.displayName?[U(J,{children:[`Voor `,e.displayName]},`about`)]:[],as=e=>la(e)?`termijn voorbij`:ca(e),os=({day:e})=>U(J,{tone:la(e)?`bad`:`todo`,children:as(e)}),ss=({before:e})=>U(J,{tone:e&&la(e)?`bad`:`todo`,children:[`Actie nodig`,e&&` · ${ca(e)}`]});function cs({day:e,children:t}){return U(K,{icon:`clock`,tone:la(e)?`bad`:`todo`,children:[U(`p`,{children:U(`strong`,{children:[`Ten laatste op `,Qi(e),` (`,as(e),`).`]})}),U(`p`,{children:t})]})}function ls({who:e,contact:t}){let{name:n,desk:r,address:i,phone:a,email:o,website:s,openingHours:c}=t,l=[n,r,i,c].filter(t=>t&&t!==e);return U(`address`,{class:`contact`,children:[U(`strong`,{children:e}),l.map(e=>U(`span`,{children:e},e)),a&&U(`a`,{href:`tel:${a.replace(/[^+\d]/g,``)}`,children:a}),o&&U(`a`,{href:`mailto:${o}`,children:o}),s?.startsWith(`https://`)&&U(us,{href:s,children:s.slice(8)})]})}function us({href:e,children:t}){return U(`a`,{href:e,target:`_blank`,rel:`noopener noreferrer`,children:[t,U(`span`,{class:`hidden`,children:` (opent een nieuw venster)`})]})}function ds({label:e,note:t,on:n,disabled:r,onChange:i}){return U(`label`,{class:`switch`,children:[U(`span`,{children:[e,t&&U(`small`,{children:t})]}),U(`input`,{type:`checkbox`,role:`switch`,checked:n,"aria-checked":n,disabled:r,onChange:e=>i(e.currentTarget.checked)})]})}function fs({pushes:e}){return U(`details`,{class:`fold`,children:[U(`summary`,{children:`Geen pushmelding?`}),e.length===0&&U(`p`,{children:`Er is geen pushmelding over dit bericht.`}),U(`ul`,{class:`plain-list`,children:e.filter(gs).map(e=>U(_s,{push:e},e.id))}),U(`p`,{children:U(`a`,{href:H(`/settings`),children:`Uw meldingen instellen`})})]})}var ps=10;function ms({pushes:e}){let t=e.filter(e=>e.state!==`PLANNED`).sort((e,t)=>Date.parse(hs(t))-Date.parse(hs(e))).slice(0,ps);return U(`details`,{class:`fold`,children:[U(`summary`,{children:`Uw laatste meldingen`}),t.length===0&&U(`p`,{children:`U hebt nog geen meldingen gekregen.`}),U(`ul`,{class:`plain-list`,children:t.map(e=>U(_s,{push:e,about:vs(e)},e.id))})]})}var hs=({settledAt:e,nextAt:t,plannedAt:n})=>e??t??n,gs=(e,t,n)=>e.explanation!==n[t-1]?.explanation||aa(hs(e))!==aa(hs(n[t-1]??e));function _s({push:e,about:t}){return U(`li`,{children:[t&&U(`strong`,{children:t}),U(`p`,{children:e.explanation}),U(`p`,{class:`soft`,children:aa(hs(e))})]})}function vs({entryId:e,topic:t}){let n=e?ai(e):void 0;return n?.__typename===`Letter`?n.subject:n&&`title`in n?n.title:xa[t]}var ys={};function bs(e){let t=ys[e];if(t)return t;t=ys[e]=[];for(let e=0;e<128;e++){let n=String.fromCharCode(e);t.push(n)}for(let n=0;n<e.length;n++){let r=e.charCodeAt(n);t[r]=`%`+(`0`+r.toString(16).toUpperCase()).slice(-2)}return t}function xs(e,t){typeof t!=`string`&&(t=xs.defaultChars);let n=bs(t);return e.replace(/(%[a-f0-9]{2})+/gi,function(e){let t=``;for(let r=0,i=e.length;r<i;r+=3){let a=parseInt(e.slice(r+1,r+3),16);if(a<128)t+=n[a];else{if((a&224)==192&&r+3<i){let n=parseInt(e.slice(r+4,r+6),16);if((n&192)==128){let e=a<<6&1984|n&63;t+=e<128?`��`:String.fromCharCode(e),r+=3;continue}}if((a&240)==224&&r+6<i){let n=parseInt(e.slice(r+4,r+6),16),i=parseInt(e.slice(r+7,r+9),16);if((n&192)==128&&(i&192)==128){let e=a<<12&61440|n<<6&4032|i&63;t+=e<2048||e>=55296&&e<=57343?`���`:String.fromCharCode(e),r+=6;continue}}if((a&248)==240&&r+9<i){let n=parseInt(e.slice(r+4,r+6),16),i=parseInt(e.slice(r+7,r+9),16),o=parseInt(e.slice(r+10,r+12),16);if((n&192)==128&&(i&192)==128&&(o&192)==128){let e=a<<18&1835008|n<<12&258048|i<<6&4032|o&63;e<65536||e>1114111?t+=`����`:(e-=65536,t+=String.fromCharCode(55296+(e>>10),56320+(e&1023))),r+=9;continue}}t+=`�`}}return t})}xs.defaultChars=`;/?:@&=+$,#`,xs.componentChars=``;var Ss={};function Cs(e){let t=Ss[e];if(t)return t;t=Ss[e]=[];for(let e=0;e<128;e++){let n=String.fromCharCode(e);/^[0-9a-z]$/i.test(n)?t.push(n):t.push(`%`+(`0`+e.toString(16).toUpperCase()).slice(-2))}for(let n=0;n<e.length;n++)t[e.charCodeAt(n)]=e[n];return t}function ws(e,t,n){typeof t!=`string`&&(n=t,t=ws.defaultChars),n===void 0&&(n=!0);let r=Cs(t),i=``;for(let t=0,a=e.length;t<a;t++){let o=e.charCodeAt(t);if(n&&o===37&&t+2<a&&/^[0-9a-f]{2}$/i.test(e.slice(t+1,t+3)))i+=e.slice(t,t+3),t+=2;else if(o<128)i+=r[o];else if(o>=55296&&o<=57343){if(o>=55296&&o<=56319&&t+1<a){let n=e.charCodeAt(t+1);if(n>=56320&&n<=57343){i+=encodeURIComponent(e[t]+e[t+1]),t++;continue}}i+=`%EF%BF%BD`}else i+=encodeURIComponent(e[t])}return i}ws.defaultChars=`;/?:@&=+$,-_.!~*'()#`,ws.componentChars=`-_.!~*'()`;function Ts(e){let t=``;return t+=e.protocol||``,t+=e.slashes?`//`:``,t+=e.auth?e.auth+`@`:``,e.hostname&&e.hostname.indexOf(`:`)!==-1?t+=`[`+e.hostname+`]`:t+=e.hostname||``,t+=e.port?`:`+e.port:``,t+=e.pathname||``,t+=e.search||``,t+=e.hash||``,t}function Es(){this.protocol=null,this.slashes=null,this.auth=null,this.port=null,this.hostname=null,this.hash=null,this.search=null,this.pathname=null}var Ds=/^([a-z0-9.+-]+:)/i,Os=/:[0-9]*$/,ks=/^(\/\/?(?!\/)[^\?\s]*)(\?[^\s]*)?$/,As=[`%`,`/`,`?`,`;`,`#`,`'`,`{`,`}`,`|`,`\\`,`^`,"`",`<`,`>`,`"`,"`",` `,`\r`,`
`,`	`],js=[`/`,`?`,`#`],Ms=255,Ns=/^[+a-z0-9A-Z_-]{0,63}$/,Ps=/^([+a-z0-9A-Z_-]{0,63})(.*)$/,Fs={javascript:!0,"javascript:":!0},Is={http:!0,https:!0,ftp:!0,gopher:!0,file:!0,"http:":!0,"https:":!0,"ftp:":!0,"gopher:":!0,"file:":!0};function Ls(e,t){if(e&&e instanceof Es)return e;let n=new Es;return n.parse(e,t),n}Es.prototype.parse=function(e,t){let n,r,i,a=e;if(a=a.trim(),!t&&e.split(`#`).length===1){let e=ks.exec(a);if(e)return this.pathname=e[1],e[2]&&(this.search=e[2]),this}let o=Ds.exec(a);if(o&&(o=o[0],n=o.toLowerCase(),this.protocol=o,a=a.substr(o.length)),(t||o||a.match(/^\/\/[^@\/]+@[^@\/]+/))&&(i=a.substr(0,2)===`//`,i&&!(o&&Fs[o])&&(a=a.substr(2),this.slashes=!0)),!Fs[o]&&(i||o&&!Is[o])){let e=-1;for(let t=0;t<js.length;t++)r=a.indexOf(js[t]),r!==-1&&(e===-1||r<e)&&(e=r);let t,n;n=e===-1?a.lastIndexOf(`@`):a.lastIndexOf(`@`,e),n!==-1&&(t=a.slice(0,n),a=a.slice(n+1),this.auth=t),e=-1;for(let t=0;t<As.length;t++)r=a.indexOf(As[t]),r!==-1&&(e===-1||r<e)&&(e=r);e===-1&&(e=a.length),a[e-1]===`:`&&e--;let i=a.slice(0,e);a=a.slice(e),this.parseHost(i),this.hostname=this.hostname||``;let o=this.hostname[0]===`[`&&this.hostname[this.hostname.length-1]===`]`;if(!o){let e=this.hostname.split(/\./);for(let t=0,n=e.length;t<n;t++){let n=e[t];if(n&&!n.match(Ns)){let r=``;for(let e=0,t=n.length;e<t;e++)n.charCodeAt(e)>127?r+=`x`:r+=n[e];if(!r.match(Ns)){let r=e.slice(0,t),i=e.slice(t+1),o=n.match(Ps);o&&(r.push(o[1]),i.unshift(o[2])),i.length&&(a=i.join(`.`)+a),this.hostname=r.join(`.`);break}}}}this.hostname.length>Ms&&(this.hostname=``),o&&(this.hostname=this.hostname.substr(1,this.hostname.length-2))}let s=a.indexOf(`#`);s!==-1&&(this.hash=a.substr(s),a=a.slice(0,s));let c=a.indexOf(`?`);return c!==-1&&(this.search=a.substr(c),a=a.slice(0,c)),a&&(this.pathname=a),Is[n]&&this.hostname&&!this.pathname&&(this.pathname=``),this},Es.prototype.parseHost=function(e){let t=Os.exec(e);t&&(t=t[0],t!==`:`&&(this.port=t.substr(1)),e=e.substr(0,e.length-t.length)),e&&(this.hostname=e)};var Rs=t({decode:()=>xs,encode:()=>ws,format:()=>Ts,parse:()=>Ls}),zs=t({Any:()=>Bs,Cc:()=>Vs,Cf:()=>Hs,P:()=>Us,S:()=>Ws,Z:()=>Gs}),Bs=/[\0-\uD7FF\uE000-\uFFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/,Vs=/[\0-\x1F\x7F-\x9F]/,Hs=/[\xAD\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]|\uD804[\uDCBD\uDCCD]|\uD80D[\uDC30-\uDC3F]|\uD82F[\uDCA0-\uDCA3]|\uD834[\uDD73-\uDD7A]|\uDB40[\uDC01\uDC20-\uDC7F]/,Us=/[!-#%-\*,-\/:;\?@\[-\]_\{\}\xA1\xA7\xAB\xB6\xB7\xBB\xBF\u037E\u0387\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05C6\u05F3\u05F4\u0609\u060A\u060C\u060D\u061B\u061D-\u061F\u066A-\u066D\u06D4\u0700-\u070D\u07F7-\u07F9\u0830-\u083E\u085E\u0964\u0965\u0970\u09FD\u0A76\u0AF0\u0C77\u0C84\u0DF4\u0E4F\u0E5A\u0E5B\u0F04-\u0F12\u0F14\u0F3A-\u0F3D\u0F85\u0FD0-\u0FD4\u0FD9\u0FDA\u104A-\u104F\u10FB\u1360-\u1368\u1400\u166E\u169B\u169C\u16EB-\u16ED\u1735\u1736\u17D4-\u17D6\u17D8-\u17DA\u1800-\u180A\u1944\u1945\u1A1E\u1A1F\u1AA0-\u1AA6\u1AA8-\u1AAD\u1B4E\u1B4F\u1B5A-\u1B60\u1B7D-\u1B7F\u1BFC-\u1BFF\u1C3B-\u1C3F\u1C7E\u1C7F\u1CC0-\u1CC7\u1CD3\u2010-\u2027\u2030-\u2043\u2045-\u2051\u2053-\u205E\u207D\u207E\u208D\u208E\u2308-\u230B\u2329\u232A\u2768-\u2775\u27C5\u27C6\u27E6-\u27EF\u2983-\u2998\u29D8-\u29DB\u29FC\u29FD\u2CF9-\u2CFC\u2CFE\u2CFF\u2D70\u2E00-\u2E2E\u2E30-\u2E4F\u2E52-\u2E5D\u3001-\u3003\u3008-\u3011\u3014-\u301F\u3030\u303D\u30A0\u30FB\uA4FE\uA4FF\uA60D-\uA60F\uA673\uA67E\uA6F2-\uA6F7\uA874-\uA877\uA8CE\uA8CF\uA8F8-\uA8FA\uA8FC\uA92E\uA92F\uA95F\uA9C1-\uA9CD\uA9DE\uA9DF\uAA5C-\uAA5F\uAADE\uAADF\uAAF0\uAAF1\uABEB\uFD3E\uFD3F\uFE10-\uFE19\uFE30-\uFE52\uFE54-\uFE61\uFE63\uFE68\uFE6A\uFE6B\uFF01-\uFF03\uFF05-\uFF0A\uFF0C-\uFF0F\uFF1A\uFF1B\uFF1F\uFF20\uFF3B-\uFF3D\uFF3F\uFF5B\uFF5D\uFF5F-\uFF65]|\uD800[\uDD00-\uDD02\uDF9F\uDFD0]|\uD801\uDD6F|\uD802[\uDC57\uDD1F\uDD3F\uDE50-\uDE58\uDE7F\uDEF0-\uDEF6\uDF39-\uDF3F\uDF99-\uDF9C]|\uD803[\uDD6E\uDEAD\uDED0\uDF55-\uDF59\uDF86-\uDF89]|\uD804[\uDC47-\uDC4D\uDCBB\uDCBC\uDCBE-\uDCC1\uDD40-\uDD43\uDD74\uDD75\uDDC5-\uDDC8\uDDCD\uDDDB\uDDDD-\uDDDF\uDE38-\uDE3D\uDEA9\uDFD4\uDFD5\uDFD7\uDFD8]|\uD805[\uDC4B-\uDC4F\uDC5A\uDC5B\uDC5D\uDCC6\uDDC1-\uDDD7\uDE41-\uDE43\uDE60-\uDE6C\uDEB9\uDF3C-\uDF3E]|\uD806[\uDC3B\uDD44-\uDD46\uDDE2\uDE3F-\uDE46\uDE9A-\uDE9C\uDE9E-\uDEA2\uDF00-\uDF09\uDFE1]|\uD807[\uDC41-\uDC45\uDC70\uDC71\uDEF7\uDEF8\uDF43-\uDF4F\uDFFF]|\uD809[\uDC70-\uDC74]|\uD80B[\uDFF1\uDFF2]|\uD81A[\uDE6E\uDE6F\uDEF5\uDF37-\uDF3B\uDF44]|\uD81B[\uDD6D-\uDD6F\uDE97-\uDE9A\uDFE2]|\uD82F\uDC9F|\uD836[\uDE87-\uDE8B]|\uD839\uDDFF|\uD83A[\uDD5E\uDD5F]/,Ws=/[\$\+<->\^`\|~\xA2-\xA6\xA8\xA9\xAC\xAE-\xB1\xB4\xB8\xD7\xF7\u02C2-\u02C5\u02D2-\u02DF\u02E5-\u02EB\u02ED\u02EF-\u02FF\u0375\u0384\u0385\u03F6\u0482\u058D-\u058F\u0606-\u0608\u060B\u060E\u060F\u06DE\u06E9\u06FD\u06FE\u07F6\u07FE\u07FF\u0888\u09F2\u09F3\u09FA\u09FB\u0AF1\u0B70\u0BF3-\u0BFA\u0C7F\u0D4F\u0D79\u0E3F\u0F01-\u0F03\u0F13\u0F15-\u0F17\u0F1A-\u0F1F\u0F34\u0F36\u0F38\u0FBE-\u0FC5\u0FC7-\u0FCC\u0FCE\u0FCF\u0FD5-\u0FD8\u109E\u109F\u1390-\u1399\u166D\u17DB\u1940\u19DE-\u19FF\u1B61-\u1B6A\u1B74-\u1B7C\u1FBD\u1FBF-\u1FC1\u1FCD-\u1FCF\u1FDD-\u1FDF\u1FED-\u1FEF\u1FFD\u1FFE\u2044\u2052\u207A-\u207C\u208A-\u208C\u20A0-\u20C1\u2100\u2101\u2103-\u2106\u2108\u2109\u2114\u2116-\u2118\u211E-\u2123\u2125\u2127\u2129\u212E\u213A\u213B\u2140-\u2144\u214A-\u214D\u214F\u218A\u218B\u2190-\u2307\u230C-\u2328\u232B-\u2429\u2440-\u244A\u249C-\u24E9\u2500-\u2767\u2794-\u27C4\u27C7-\u27E5\u27F0-\u2982\u2999-\u29D7\u29DC-\u29FB\u29FE-\u2B73\u2B76-\u2BFF\u2CE5-\u2CEA\u2E50\u2E51\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u2FF0-\u2FFF\u3004\u3012\u3013\u3020\u3036\u3037\u303E\u303F\u309B\u309C\u3190\u3191\u3196-\u319F\u31C0-\u31E5\u31EF\u3200-\u321E\u322A-\u3247\u3250\u3260-\u327F\u328A-\u32B0\u32C0-\u33FF\u4DC0-\u4DFF\uA490-\uA4C6\uA700-\uA716\uA720\uA721\uA789\uA78A\uA828-\uA82B\uA836-\uA839\uAA77-\uAA79\uAB5B\uAB6A\uAB6B\uFB29\uFBB2-\uFBD2\uFD40-\uFD4F\uFD90\uFD91\uFDC8-\uFDCF\uFDFC-\uFDFF\uFE62\uFE64-\uFE66\uFE69\uFF04\uFF0B\uFF1C-\uFF1E\uFF3E\uFF40\uFF5C\uFF5E\uFFE0-\uFFE6\uFFE8-\uFFEE\uFFFC\uFFFD]|\uD800[\uDD37-\uDD3F\uDD79-\uDD89\uDD8C-\uDD8E\uDD90-\uDD9C\uDDA0\uDDD0-\uDDFC]|\uD802[\uDC77\uDC78\uDEC8]|\uD803[\uDD8E\uDD8F\uDED1-\uDED8]|\uD805\uDF3F|\uD807[\uDFD5-\uDFF1]|\uD81A[\uDF3C-\uDF3F\uDF45]|\uD82F\uDC9C|\uD833[\uDC00-\uDCEF\uDCFA-\uDCFC\uDD00-\uDEB3\uDEBA-\uDED0\uDEE0-\uDEF0\uDF50-\uDFC3]|\uD834[\uDC00-\uDCF5\uDD00-\uDD26\uDD29-\uDD64\uDD6A-\uDD6C\uDD83\uDD84\uDD8C-\uDDA9\uDDAE-\uDDEA\uDE00-\uDE41\uDE45\uDF00-\uDF56]|\uD835[\uDEC1\uDEDB\uDEFB\uDF15\uDF35\uDF4F\uDF6F\uDF89\uDFA9\uDFC3]|\uD836[\uDC00-\uDDFF\uDE37-\uDE3A\uDE6D-\uDE74\uDE76-\uDE83\uDE85\uDE86]|\uD838[\uDD4F\uDEFF]|\uD83B[\uDCAC\uDCB0\uDD2E\uDEF0\uDEF1]|\uD83C[\uDC00-\uDC2B\uDC30-\uDC93\uDCA0-\uDCAE\uDCB1-\uDCBF\uDCC1-\uDCCF\uDCD1-\uDCF5\uDD0D-\uDDAD\uDDE6-\uDE02\uDE10-\uDE3B\uDE40-\uDE48\uDE50\uDE51\uDE60-\uDE65\uDF00-\uDFFF]|\uD83D[\uDC00-\uDED8\uDEDC-\uDEEC\uDEF0-\uDEFC\uDF00-\uDFD9\uDFE0-\uDFEB\uDFF0]|\uD83E[\uDC00-\uDC0B\uDC10-\uDC47\uDC50-\uDC59\uDC60-\uDC87\uDC90-\uDCAD\uDCB0-\uDCBB\uDCC0\uDCC1\uDCD0-\uDCD8\uDD00-\uDE57\uDE60-\uDE6D\uDE70-\uDE7C\uDE80-\uDE8A\uDE8E-\uDEC6\uDEC8\uDECD-\uDEDC\uDEDF-\uDEEA\uDEEF-\uDEF8\uDF00-\uDF92\uDF94-\uDFEF\uDFFA]/,Gs=/[ \xA0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/,Ks=[8364,0,8218,402,8222,8230,8224,8225,710,8240,352,8249,338,0,381,0,0,8216,8217,8220,8221,8226,8211,8212,732,8482,353,8250,339,0,382,376];function qs(e){return e===0||e>=55296&&e<=57343||e>1114111}function Js(e){return qs(e)?65533:e>=128&&e<=159&&Ks[e-128]||e}function Ys(e){return e-1>>>0<127||e-160>>>0<55136?String.fromCharCode(e):String.fromCodePoint(Js(e))}var Xs=(()=>{let e=new Uint8Array(127),t=0;for(let n=33;n<=126;n++)n!==34&&n!==36&&n!==92&&(e[n]=t++);return e})();function Zs(e,t,n,r,i,a){let o=e.length,s=a*90,c=0,l=()=>{let t=Xs[e.charCodeAt(c++)];return t<a?t:t*91-s+Xs[e.charCodeAt(c++)]},u=n-r,d=n+i,f=new Int32Array(d);f.fill(-1,r,a),f.fill(-1,a+u,d);let p=new Int32Array(d),m=new Int32Array(d);function h(t,n){let r=0,i=n,a=n+t;for(;i<a;){let t=Xs[e.charCodeAt(c++)];if(t<89)r+=t,f[i++]=r;else if(t===89){let t=Xs[e.charCodeAt(c++)]+2;for(;t--;)f[i++]=++r}else{let t=Xs[e.charCodeAt(c++)];r+=89+(t<90?t*91+Xs[e.charCodeAt(c++)]:Xs[e.charCodeAt(c++)]*8281+Xs[e.charCodeAt(c++)]*91+Xs[e.charCodeAt(c++)]),f[i++]=r}}}h(r,0),h(u,a);let g=new Int32Array(i*2),_=0,v=0;function y(e,t){for(let n=0;n<e;n++){let e=t+n,r=l(),i=l();g[v*2]=r,g[v*2+1]=i,v+=1,p[e]=_;let a=(f[r]<0?m[r]:1)+(f[i]<0?m[i]:1);m[e]=a,_+=a}}y(i-a+r,a+u),y(a-r,r);let b=new Uint16Array(_),x=0;for(let e=0;e<v;e++)for(let t=0;t<2;t++){let n=g[e*2+t],r=f[n];if(r<0){let e=p[n],t=e+m[n];for(;e<t;)b[x++]=b[e++]}else b[x++]=r}let S=new Uint16Array(t),C=0;for(;c<o;){let t=Xs[e.charCodeAt(c++)];t>=a&&(t=t*91-s+Xs[e.charCodeAt(c++)]);let n=f[t];if(n<0){let e=p[t],n=e+m[t];for(;e<n;)S[C++]=b[e++]}else S[C++]=n}return S}var Qs=Zs("!}.&u%}'&}*'~!6*)%&,~!J~!J~%L~y<~!R,~~%Lu~~#GD~~#|)1#%}^%}2%+#.##%##%}&%##%'#%##&%#%#'%#&#%#&#'#%%#&#%##%#)%''%&%#%#'%#%%#%%}%%%#%#&(23#%%#&-%0%('1#(##%#'##+%'*.:1}#%#6-+(%'%%#%%%}#L'2351&('%}&/N'(0(/*-%(%%}#'+&T%7.2}#&%&#%#36/5##%&%%#&#%%#))2%%##%&&'0~!#*+&'%1~!%).'3q?&%'1~!.##%6(~!+%%%(Gw'rT~!E#<nA%#jZ~!H%(~!42##~!*31&~!G%U~#)5~#`3~!J~!Z~%]~%Y~%C~!q~!u~#kz~%#~!6'~!D~!U~!?~#T~!c%~!G#'~%7|~!G~!J~!G&~#pb~(Df}#%}*&}#%##%##%##&#-}&'#'&%#.++}%mI,#,@&(}*%}*'%&##&#%##%}&0}#.},U},%}+%}&%}#%##&}B%(}(%}+%)})%##%#&}&%##%&}<%}>%#%&}*%}(%}9%}/%})%}*%}*%}?&}&%}3%}&*#%})%#%#)}#&#-#+*%E%%'%'#%}#*V##&##I}#&&##%&%#&&Qf%%))w/0+&%#(#.%-''''++++7}>%4'',##1,#%#&%##&#'##&#*#9)%&%}#*}%,#+P(%A&%#'&##wSD',9E00#y#@}(+}&%&>~!#~!X}#*}(&&}(&}(,%}%&#+&}#&}I%#%}%)#(},'%#*}4%%#%}(''}#/##(##),%-##%%)#&}(.}&%#&}%%}*&#%},&&}&%}#%*'#%})%}D&}&%}-&}6&#&}-,%}#%})-(~+`~,=?~I9'9%~!,#%})%})%}@%}?%}(~!?~#<~#pP~#BG~#=1#%K+~#?#~%;)~#A~#mF1~#A'~'X%'~#lR~#N~'N~#r~#m#-~#i'?%#'%~#B%##%,%#~#_%#0%~#]732~,w~2+#:&#%&'0%&>%}#>##F+)#%&&#(+_}4&}-%}(&}@&}O7Fdf0@+/v4}&WU##&/0#&'('B#%}.%}'+#%}#%%&#&%#%##+#&#)#6#'#.},%}c%},%#%##%&#&%#&~#>'*-.%##%##%}#%%}%'~#)D1}#%*&~#_%%'(~#S2%'.}#~#=##*'*-%}&'%'##&&~'E%.#&~#M4}%%##&'%#~#O1##%&#'+~#<B%##%%'%+~#;#@%}#&%#&&%#(~#H1}'%'##&&~#?A}&'~#D#%32}'&&&&~#[}'(#%}'~#;C})&}%%#%~#=&%,3}%'(#%%~#^'#&&)#%'~#Y%-~#d-%'~#^%%&#&&&}#~#b~2t*&'~&(~&@~0%~e~3}%*''0})&}+~!9##-}#%-hD*)1fC#%/&/fB#40~!+#)*4~!+~!K'&:~!/*7~!.#~!H~!L':~%x&~!H#~!*~%1~!I#~!+A~#p'~!F~~#-#~,,(~.Z~!V~%;'B'mq-W~!N~%I%#&&#&}#%},%%}'%}+X#%}#&}(%}'%}<%}#%}%%'}'%}:~![)9@~%>~#UA%-%##&~!C%~!-.9:~!1~!-^2/:a~!y,D*J#-5)/4~%23,~#G~!L1~!0X3`~!2+~!!0-~&E~!W~!o,>Y&]~%cZx_&~#O*9#A#'#+I'%#)~!0B*-5A+-((F&*M#)(-7-5+'-3a5Vi~!Y~!?+[)%3),ERHm~!+:D,VG.+)?fB%%*(%)'(#&80%1'8`K8?`+'Z#&O&'H5#*9)A%%5&3))0%39+.*7#()&&*=4@**L)<'_&*+..;(#*+)./&0#3)%')-8(4ixD(&.}%,('aI:,)%,k2231T)I'#/-W7,/'Q#.'Y24+h')37</31&83##&0#),H(?'&?/1##%#&&#%''-%&&&#(&''&#.-'%#%%(,')*'&#&#'##%(%(#%('#&##%%%%('%#%#%%#%#&%##h>w+v<ayvyvcg.uuhKr}g/v|g>u9i[~>g5uI~=RvdwEg;v/g;uk!!TTSx]@RT!U!#!@VBRUU!'UTe-d0c`e&gSdicedFcrdTaqb.kYcAohdYd@a3e+d}dMdtd.aJ#bqcK`dle/e.e'dwdPdodddjbEb}ogd^ofdpduc6j?l%d{drdqc)d7bacOdQ%T#Y)X.sR[yH>6Vyv3[xwLu>vo'!*.[yBacahoj>6Rew3[xqdZa#!a&#^(X-[yG>6Vyu3[xvg3sEr|g.u/Ri9db0T#^(Xa)!-[y;>6Vylg4wKs{JwNZt3@3r=c4Z([xlg;wKt!cpq's@v7A'*a(a+!-a#[y<3Dt?3Dt'>6Vym3[xmg9rxsNJwLZt4~?r?db1T#`-!(Xa,!0[yS>6Vz%NuQs.g4wKtnJwNZtS@3r>c4Z([y%g;wKtrdga8!a(!#&T*Y-Xa#!a0<or[yc3Dtq>6Vz43[y3JwNZtf@3s!Ju}!%Dti:pm3c_%X#tjB5pkd6q!r]u?voC'*-a.a2!0a&a+[yI3DtI3Ds~3DtH>6Vyw3[xx;:s#~<5pKJwNZtE@3r~d`a)!a2T#a.(!+U.X1[yT3Dt`3Dtv>6Vz&3[y&g9rxwzcxstPu.<rAJwLZtT~?r@dZa%!a.&^*Za(/Reu[ya>6Vz23[y1g3sEr}wkg{NuQRg{ci(U#5@b`~,cg#U(2WnH5wugcRh7dX#T(Y,a'Ta!!a,[yZ<]mj>6Vz,3[y+Pv#5ReZKu+=,%!H}7ABwkaS?Rh:BcW(X#<]mrj:ubv/ARekdg%!(!a.*Ta(Y.X1!#sP>Rl*Dt6[y>>6Vyo3Wf*jOvuumvuRgRJuq*!:9<B@bX~3jVv&v@s@5Re[d/rQt{uAvo&a&a*)a2!,0Wf!3Dt0=Bs'>6Re}3[xy~<5s%JwJZt1~Gs)c;&!#2sJkNuXvzq7rxu,Re8dka4!a8(aEZ+a@Y.X1Xa)[yd=Bs(3DtP>6Vz53[y4cX#X&Re:avRe9~<5s&JwJZtQ~Gs*i^rzvdRg+Jv{%!2sbB@bX}kdga,!Za?&^*T1/!a'Dt+[y6>6Vyf3Wf%g/u;s4hGu6?Rh-JvZ,!c%#&RoX54Rivj7uyvf8RgTKvZB%*!2sGh<vu5Rgq<=C::9bb~#dZ#T&Ta6Y.X*Dt>[y93Wf)coZ(T,6VyifluvRgC@95@B@bX~/hFu34cC#T,k/unq8w8Q5RkUklwQuzunq8w8Q5Rk8d/rJu?v8w9)-&!a0a;a&aIWejg3sEr/h1s<DtDJvyZqY5aws3Jvy!&Wei~Hr1:au5@Bag>23E~5c:Z&bX};kKv?w&unuVu5Rjc;>bs)#~@:Rh.=ay<a]C;b`}Vd6s/t{uAvoaxa()!a,a7%-a#a2Dt,[yF2Wo[>6Vyt3[xuNuPRi&NuPwpi#RoWh?vf8Ri%Jv]!%Ri:KvxD!.'2WeAjZu`q9rxu,Re7woeAg-unLq(qA_/*2Wg_g3u5q^9:4E}/jTrxrzv=Wkkd~0UX#^^Xa-a1a5T&a=U1a'*aEa]!a*aPaA-adok[y54Rn>;:p3~Dp5g9rpsFNvZqjg3uJp4~<5p0Pw;5qlJwNZt*@3p1Pw:5p/Ou!5p2JvG'!6Vye=<qnJvh_[xhg3v,Rh3kOwOw-sDuev/Re^dha[a%!%!a+#Ta7)-5TaCaO!aka!a)sf[yb2>Rl!9ARiq5E}Qg=ucRkBE|oJrJ_@Wk~@Wk{JrJ_@Wk|@WkyJrJ_@Wk}@WkzJvO_[y2g-vMRmiKuYC!)&>Ri;>Ri<@3RkNc](X#@9Rk=g5vuRmhKvDB!+'=]meg3u4Rmgd)#Y'Vz3CARmfd`a+!%T'!+#Ta1Ta6TaM-sTDt9[yA9sYd'%Y#s[[xpj:ueunaXRgEjRq,v-vuqdd2'`#6Rev<32@5>:2<E}5xIo9a*X#Y(;5RePJvD_g>vyRgNj8w)v8<wggs:RgXiZt|vjx,hSq3ah!-(~@:Ro/Ou!5RhWj^v(pyw8unRhUdx-UY#^Ua.a3a70!)%UX1TaDa)'omRiRRhE[y:3Dsz=Br,>6Vyj3[xkg6ruwjcqsrPw;5r*Ku]D'Zt-@3r(~?r.i[vwv]dU1a--U#`a4(g/vsRhPOu!5RhLj:rmu9Wo!~@:wdh@g/vsRiTjXuvvNr}:RhBj^v(pyw8unRn]dz1UYa'a+^Y(!aETZalaRY.Ta?a4[yDJw1!#qLsW>6Vyrfzq-pLflpwRe|Js>%!Dt@3Dt&Jvy_[xs~HrnjMuwpsw'RecKu+D#'!t<~Grl~?rjg5u-x,gwp{ah!-(~@:Rg~Ou!5Rh'jXuvvNr}:Rh#cW#X/c;&!#2sLi[v7u7RgpJv)(!iLrxu,Re6j7v@s@5Se[e7d`aW!Za(a`T.a#!a3!&aDa-!9)Dt_=6s+3[x~~DR|h~DS6avhGun5RkZj3w)v-]mkKunB!&*]kb97R|i<ARk<c:Z(6Vy}Juh'!wziMRoS:F|vkLuauJv5vtvQRh1d='T+Y#VyO~DR|jcF#T'7R|g97R|kJv3'!ay<Rj,Jvh&!:ReXcsa6*a+#a#_aIRf9aLRf?c,Z&Rf5Rf7c.Z&Rf;Rf>cQ#%T'p-Rf8Rf=ct#%'(*!,p,Rf4p+Rf6Rf:Rf<d~'Ua%U*^UYa(!a,-!#a4YaTalaEX0a8a<Weo3Dt/3Dsx=Br93Wen~Dr;~<5p<JwNZt2@3p=Pw:5p;Ou!5r3c7&!#:p>3Ds}KvGB)_6Vyk2sM=<r7x'eovA(!hFu1ARf}cV#X&@r5j6rvwQa^Rf3c=Za'wkghJv__g;unRggA53B9=b^}%j6uduo5Jq;!(hIv%2Re`Ou4ARe_e%a#^^^Xa&!a*a2!&a6YaP!*ad!#a:aE/5Rn?[y@>6Vyp;:pE~DrY~<5pBJwNZt8@3pCh=rt3rWPw:5pAJup_[xoNuPpF9c!#'45pD5ARn)d8#X'X*3@rU72s]h>v<<sSjJpqvewOJq/(!hNw'5ReBk0s2u3w/w'5ReE5@Jq.!a+JQ!&WeU23d(#Y&RjG5]jBk!u7w&u0udARjEe#+^^^Ub#!a2/a`Z(agT1!a-a;|@TaG!aS[yV=Re~fow'RguNuPRe?bz#'>RoUWeL>:Cbb|?JwPZtVg6ruRmzJvD'!6Vz(g/vmRh~Jvy_[y(g9voRgyx*cy(#2>Ri2B9b]~9kIw9u7rluJu3Rg]dI#a%UY'@=p%CAx.gQZ&RhwwygtRm{x5g_Z'+ABqR9Woa=Bp&dV#^*Xa'!&@o{g4v]Rk;Jv{!%Rk[wkkiA5RkiwwfUB=x,fUuqC&*!>RfTg8v0RfV~ARfSd;rJsAuAv9wR'ae+/aO!a@aza/a#[yQ@Wg!2Wemg3sEr0JvB_g>uvReWg2v+Re=KupB_+[y!2AbY~-~Hr2AJwD!(h<~El>h<~El?Kun@+_:9b`}Kg-v/Ri3g;vtwyk_9]k_d=&T#*U.6qh@Ab`|K9:H|CJv[!&3Dtex'fDwC%!Rf[9WlMd[(^X,!a%Z06Vz!@WgBg=v~Rgvg,QRe@awd,#Y+jTv|Q~EfWj]uNr|~FRfXdy#Y&^Ua%!aO.!(a)Ua;=!a@aKap!a-,a!Ta]a[rSa]p?[y82sK=Bq~;:p:~<5p8Pw:5p7d'#Y'Wf(;RnRi[u4w&RgJJvG'!6Vyh=<r#ijuuv/sIKuYD'ZtG@3p9~Gr&d2#`(g<vtRgFj`u5w&rqpxRf2CJuY!+:wfnTOu!5Rg}jNs1ucv&RfwJvA!&3@q|BDcC#T,k/unq8w8Q5RkTklwQuzunq8w8Q5Rk9dga#!a'!a=#a0!:+Tb*b@aO.a4!aba8aFJv^}?!VyR~Dr<g;u%Rn.~<5p[x'e`wNZtR@3p]Pw:5pZhNvjBp.woe_g5u-r4JwF!%DtO3:ooc7&!#:p^3DtpLuGw(!+%)Dtk6Vz#2sd=<r8d'#Y([y#<x3gJt`w@!)%}MRiowzikRij=]ilxAf3,U(#B2Rf#g0v-Rm[ck{`U#]giKv3>)!&6Ri154s,KuGB_%@r68r:dJ|t`#X(9<E|u2@H|rx3gJu?w'!+'1Nu7Reg4=H~+9<wxgY95Rm]xLggZ-`(X}U2:Ri4h<uOawRmsJv__5@bb{jbV~3dka#a'a]!,#a+U=a>b6a3b%!/aKa/)!arwve^VyJ;:pR~DpTg3uJpS~<5pOPw;5qmPw:5pNOu!5pQJvG'!6Vyx=<qoJvA!{~Jup!%@qk7Rn/KvyD!}''[xz;>wkh'?Rh,x8gyt`w5D!&),(SgyccRgztJ@3pPB5p#d'(Y#<]mmifubw&RgoJvE&!82s^JvF&!8Rf,ADb]~;x=h'rNu]vK!,%'*0RnORh)4Rh*AqQg-vaRnNg;wHwkh'ba~4cE#Ta*x3gctyw@'!+%RnFRnD<4Rn@hFvK5RnCxWg[#`&a0Ua()`1Rm75Rg[c]%X#qi8Rg^NvdRj>BwzgZauwji7Rm6A4wgg]d1#&(*,.0a#Rm;Rm<Rm=Rm>Rm?Rm@RmARmBe%#^^^Xaea?aC/b+(,!a+a#!a/!>a&Ta<aKbD!2wphBRnk[yPw}hE|.=Br-3Dtm>6Vy~g6urRf.x,hPrNav!%'RnqRo%Ro#Nu;q[Pw;5r+JwNZtM@3r)d'#Y'Weh;xChL#`&RnmRnoKu}>%(!Rne~Bs-;2wjcussJv+'!aYSO}6@B<5?ba~8LrNvj!.%*ROwungw~ng~:9;Ri^>wtnig;wHRnixDh@|(UZ.x1h@|)!#:2<H|*xHn]#-UX'3Ro)z=iT}6ARns=Bwsn_wpnaRncw]aR(#UXa&Ua*a/=]iPd'#Y&Ro'WnXf{QRm2hNvj]nZd`'T~&1`{|`#9b]{}c:'!#Wl{>@=be}]?cl{{U#:5Abb}Jds#^YaF!a*b4a#a3aPa>&Tb!bH!*a_!Eau?/a&RjY<]gj>6Vz*;:pe~DrZg,QRj1JwNZtX@wihspcJvZ&!VyX9WmOJu|!|N2WmHJvh&!]ht~Bpbcn&T(!#RmQ<s7Nu;padH#X'`+WmJ@>RmKCARhnKup=!)&Wf+:RhqNuPpf9c!#'45pd5AwghpARn(Ls@w!%,)!RmP@Wfe<E|IJva!&WmNg8vsRmLd`*.`#Y'Xa!axRn*]hrA8Rhug5s@rXg8u!RmMd8#X'X*3@rV72smdI*#UY&RmICARho~GsgxVgd)Ta'U-Y&Xa!T#RnEWnA@Wffg1uDRi0hFvK5RnBxGnG&#`%owp)@wsf+bX}Ze-*1!a*^^^Ua|!#a.aq&Ya2!a>.a6!a:aO`aJDtL[y`@Wg#>6Vz12@wzoYRoZNuPRi!NuPRhzg=ucRi,@=b`{Yg=ucRi-ACJvB!&Sh[ebSh]ebi`wUuFRm4Jw2_[y0JvB!.<Ju(!&SoG}6Shd}6<Ju(!&SoH}6She}6Kur@._g5vHRieJvx!{L2G{Kx6gd'T#?Rh82Wi5cZ#X(g1w)Rm5dW-Y(Ta#!a)!#aYa=wnfE=su2>>bU{0j9udv:<svj8uQv-7RgHdE%#^'sq9sp=>Bb_{TJv`!&g/r|snj6v(us5d,#Y(56H}[978H}]Jw5!&g1rushJvB!+j;v{u5?zDhd}6}bj;v{u5?zDhe}6}ce*#`(^^^a[aea!=!a6a*aoXb1a.!aAbL!b>,b'aL!aV@Wf|2Wlg3[y/JwNZt^@3piPw:5pgJunZou3@rsJva&!Vy_g<v~Rm#JvG'!6Vz0=<r{Ju{%!:pj@WfsiXuJu3Rm:JvZ&!WfA~Bph@c4Z&Dtwax5rubx(#:awRk1@d,#Y&RfjRfid1#,Y(@Wfp2Wlrg5s@ryKu[@!,'=]ig9wlk?Rk>g5u-rqJvy'!@9RkQcH(T#=>Ri~@<wkj(Wj(KuZB*!&<7rw@9RkRcH(T#=>Ri}@<wkj)Wj)dg(Ta2Xa9X#`-!a*CARhg@@=I}d9x;c~#X%so=<sj>2@@=aybb}XjWv0Q~EfEj3vLv;<d,#Y(56H}`978H}_dgaPaFa'a/!#a3Y0a_a;a|!1(a7-[yE3[xt;:pJNvZrrg3uJrvJwNZt=@3pIh=rt3rxPw:5pGOu!5rpJvG'!6Vys=<rz@c4Z&Dt(ax5rtJvZ!&~BpH@wsfNg-vaRlNci*U#=<wei<F}a5@Jq.!a*JQ!%@qZ23d(#Y&RjH5]jCk!u7w&u0udARjFd/prq=tyvpaEa(a:.!a1aZ(@@=I}:9wpd%=<sX55w_h}@@=I{t=ay<aU@@=I}T=ay<2@@=I})?C9:9au@9Cb]}DP~=x-fAZ(2Wl1=ay<aU@@=I}>5@d##Y+jTv|vV~EfFj]uNpn~FRfGdgaK!Z2&!a8a-Tb({E!acTbM*!a(DtY[yYd'%Y#sl[y*hHvh>Re5x2c{Z}.j4uCvcawRiMd+#X+_x&d!},<5RkX;2Hzw@x,gavfB-!{CcF&T#Roe;RodwWbBg5urRgaKvHC*_6Vz+<4opieuew&Rmq@d]&Y)X,T#X0Rh}<BqP=4qS9:ReMg/ujReNJw0!/<Jui%!bd{kawwnemRelAxUa?a3#*.&UX(Ya+a/RhvRnQ<o}9Wmtd-#Y&RgSRmw9;Rmxay=Rmyg-vaRmuxEhSrNu,v-voC!%(aR.a(a7+1Ro1>Ro5CE{A9b]{@;5x#eO{:g;urRi+KrNA!%(Ro3>Ro79;Ri_Ku@>{;&!x%gX|{KunA_+g5QRj/g3u5Rj#g>uERj%wio/xRhS&!,!#^1U}wba{8>>@=be}qC@:D5ba{7Ku+A&!}x?ba}t>>@=be}se(aA^^^Uat!b0#{pa+awUazbGa#aLb9bgaWac'a5TbS=Br!d1#`%scp_Jvl!#rT>Re0JvX&!VyN=H{Fcm#U&:pY=ReaJv2&!]h0=]nUJvG'!6Vy|=<r%JrM_=]h2@Wlud'#)U'Wf'b]{i=]h/Jvh!&~BpWg=v]RnMx+ny#'Nu;pVwjnu=]nwxJnx,T#`&Reqwjnt=]nvieu9vrRjLLuYwP(#+!th@wih5pX~Gr'g5v/Rh4KunA'!-CARnP@wwiN:Rm_9x'cvw>!|l=<saKvAA!0&3@q}>w^e1bp#&Re2Re3BDx7gH#T|f5H|eKuZ>!%(:qNAH{]Jv6!+3B2B9=b^{X<5<B92:E{ZLvhwA(a;a%!igQuyRmad+#Y}m@3Rh5d8#X'X*:AqUAHzmaxwbh<aXRnVcF}RT#Nw&cj#U(BWnug/vsRntdka)(a3+.Zb7aYYan1!bVa@Xa}[y^@b[{G=H{+hFu73Rj&Pv#5ReQcK%T#sig1v{Rj'Ku+D#'!t]~Grm~?rkKuMB!01d5#`'Vy.ta3Dtu~Hroc8#'{^45s85AwZbP&!#Rn!wghxWn#KvEA!)&2RlA2RlBx:h|#(T,=]j09Wobz>x]z/@awRoTd+#Y(az]hFhCrm4d,#Y+jTv|Q~EfMj]uNr|~FRfOdCa!Xa9_X#@<plJvf!%b`{(9;Rgwc;.!#2x7cw#T|UDb]|T5Ju={(!=@E{&Jv)&!Ab`{'awJvf!~*>>@=be{#KuY>!+&4Ezyi[ugv&RjIdea+T)#UXa&T-T&a!Rh9auRmW=]kLg5vuRn+g3u4Rn-Ow6ARn,hHus5xNk?#UX(U~)/g8v0RkD~AwkkF?Ri.OuNBwkkA?Ri/d|a2`a*^UYa.!aBTZaTa'Xa;!(!2!-a#b2[yC>6Vyq3[xr2Wi?g1rusVh%s?DtF~<5rbJs;%!DtBfswKtCj[uvuSsEu3RgVx3o:u+wN'*Zt;@3rd~Grh~?rfg8w)Lq)qE&-a%!>bI|`jWv0vV~EfCjTv|vV~Ef@j]uNpn~FRfBcK#T']gWNu7x,k7q4ai(0!hHv8<RhmkMu9vrsBuev/RhlCJvB!,g<v{wchh~@:Rhji[vrv{wchi~@:RhkdS&a5UY#Ta!RgPwwiI5BwciI~@:Rh`x'iJvj'!5]iJPu8Bwch]~@:Rhach)U#h3rp]gLh@t|Ax,hTq3ah!-(~@:Ro0Ou!5RhXj^v(pyw8unRhVd|)`,^UYas!a?/a2Z'a^Ta{Tb7Ta(a#!a,Wf&9sZ3DtAadamov=Bqt3[xig8vsRm~>waiL2b`{QJv*_Ouv2qgj<v]v2BqfdR'X*X#Y-@3qr~Gqv~?p6hHv-]glPup5Lq+q?_%*b_{qF{n9b^{rOu4ARhpKvCD!+&~Bqp:5Dbb}nwoiKl&unuTuBv]v+ueunaXRf0=Jvh!0nKufu8v1w&w7q%w&uHrz:Rgnj5w,uxDJq/(!hNw'5ReCk0s2u3w/w'5ReFd>Za&!*UaA=<wkgsRnSJv^!%Refifw3vyRgOKu_B'!,<]gkiiu:w&Rh<=C@a^<B57@2F{[<B5@aW:=3away9A5aW=<B=C@a^<B57@2F{Ie-#`(^^^bCara.b8aza6!/bZ,!adTbnTbOb+aFaS!aAT9@Wf~2Wli3Dtl2@d,#Y&RfnRfmJwJZtN~GqyJva&!VyMg<v~Rm%iXuJu3Rm9Jv[_=]ih9wlkDRkCd1#`(@Wg>2Wls3cH#T(@<Rj*=>Ri|b~'#23s9h<~El.d'#Y&Dtxi^rzvdRl#d*#U%(o|B2s`hJwSaxRmDKv4B&!1:Rmdd5#`'Vx}to~Hq{x'f1v3(!BA5ba|bJv_&!Wfug1v]ReIdO+U/Y#&G}-8wze=Rh{g1v]ReHg/uQRf/by#)ibQwERl/cH#T(@<Rj+=>Ri{cNu+vlax-!(#a0qa9<Rii2;;bU{H;x<i=&X#Rk`<4wwi=C9H~8xAI(Y#<azRi@45wXI<B9;5bb~7dL(X#Xa(+!aL6Vy{g5QqOau:5au2@ay547EzbxOcU(UX-T#Ta#:Cbb|A?wjh/b_|SOw6ARgtihr}u7Rhy<d1#T)X1@@=I|~=ay<2@@=aybb}Sj3vLv;<d,#Y(56H}A978H}@dGpvs@uAu`vcw9*!aFa+ai%(b!aXa8.a?a[ozWey=sU2@G}Nch&U#Rf_WexKu+D#'!t:~Gr`~?r^j]uNr|~FRg*j^psurwJt|RmcKv)@&!)7Rkv~Br[@wxfO:Rl3co#U'6Rezj_q#vIuavjRltwzeyh@vr5JqD0!>aY?C9:9au@9Cb]}9cl#U*5;5<H||jbuus1ucv&Rfvg1v~d/pppzqFr^a--a~!aMat1(hFv;Wiz@@=Izoj5uuv-7Rix~Cw`fk2WlVcZ#X,k)u3vWs@u2]ktg;wEx'fBq(_2Wg/jTv|vV~EfoJv]!15x'hzqG!(P~EfU~CRl_j6v(us5x4i-#T(2WmZ?C2F|d>Kq<aj1!*jTqIsBv=Wl`~Cw`fi2WlWj`v0u*~>RlR=c>Z,k#u3vWs@u2]kr<c1Z+jTqIsBv=Wla~Cw`fm2WlXdmb3!a{(arZa`bkTa%TbQTa-a9+c'!aM!/[yL=Bqug.w'RifhFvyDRj.g>vgwyk^9]k^Jv3_@WfbAARkhJw2_[x|JvB_wkoIRoKwkoJRoLd'(Y#<]gm=<9<H|yd'%_X#skDtb3awwqkgNulRkgdB#^',9:p'hJwSaxRmEBwVb8@4=H|qLu+w50&!)@3qs~?pU>Awwn;;Rn=c:Z'ARn<=<qwKvC@!/&~BqqJv6!&]eVb^z^xRge'/a%+^`#Sge}6<4Rn3=]n0Pw2>Rn8Jw0!&>Rn:>Rn6cY#a7+!a&=<wkaNw~h3z_c5Z{=wjh#=]nLKv^D!&)Vyz=bW|swYb<WetcG#T(2wxa@qVx@gD#Y&b^|V5JwG&!5bb|pg/w&RgD@x=kHs=uAvn!a%%/'+RmSRh694Ro`g-vaRmRhHv-]mlxCcS#`&ba~.5cD#Ta)P~=d,#Y(56H{>978H{Dd_#{2^Y%_+qbbb{6g3sERhsbU{?dfa.,`a(Xa<!aiX#(55RiG54RiHcI#T'WiU3RiVNvdwtfcRlKNvdd,#Y&RlHRlExQgf.1*^T'X#Sgf}6Wn4=]hfPrk>Rn7Jw0!&>Rn5>Rn9Lunw?&a2!,5<oq@@wqfdRlJj5Q~=d,#Y(~ARfcOuN]fdDKw;ay(}i!547E}j?cI#T(@5bV}iCbV}hdv(^^Tb?a40,b##Tbo!a*bR!a<b|a/!aKai!aU[yK=]o^g:v>ReGJwPZtK<7Rh+h<~El,Pv#5ReR@awwxjCg,ulRjDJv6&!]j!z?aQeeg>w=Sh<eeJw;!&axEzOg,Qosc!#*:wkeJ]eJ>x'h-u(!%Ro.w~h.zPdNZ(X,Ya![x{;9ReY;wkgxRiF:x?ap#Y&RmUg<s2Rkod]+UY0TZ'!a&A9sw<=bczLNvuw{gqzNhJwSaxRmCKuLay!#&s_Rf-55b^{uJvZa!!c%#(55Ri654wmiu5RiuawLu,vp!+}^%b_}Y9;wkgxba}o>A9:=b^}zKuh=a''!3awRk3c*'!#aHRk6c+Z&Rk5Rk4Jv)&!awRjSawd9*`#0?C2@EzMj8u<uJ5RmbjQrquJu3x,k>uq@_+=ayb^|W~ARkEOuN]k@7dhzV^X/X&a-#zRzSb`zXcJzTT#2WkVKvDBzW!%FzY9;5bbzWjQrquJu3Jw3%!b`zU=ayb^zQd:#X(T-a!6Vyywxh}=b]{Jg=u1RiAdGp~qHtzv!w(wA+a+a;<!aJaYai'anasb(=azRmV:Cbb{MLq2vb!%')RjuRjrRjtRjqx3jnqCw3!%')Rk(Rk+Rk&Rk)Lq2vb!%')Rj{RjxRjzRjwLq2vb!%')RjsRjpRjfRjex3jcqCw3!%')Rk'Rk*RjkRjl9<CbbzfOu4ARhxLq2vb!%')RjyRjvRjhRjgx=joq*uKvb!%')+-Rk.Rk%Rj~Rk-Rk#Rj}x=jdq*uKvb!%')+-Rk,Rk!Rj|RjmRjjRjidAq&qKs@uAv8Aa.'*-a@a&0!aM@a5[y73Dsy3Ds|3Dt):wxgI2sHJwJZt.~Gqxwsf0ikrzt}Rl0Jvy_[xj~HqzKv_A|D!&WfP8axRoVcf,U#k(v]v+ueunaXRf1Ju}'!g8u#Ri=jQw!sCunLprq>!,')~<5qeGzq9F{W=c##%s5au:5aU3CBE|;d4#X(D!a&6Vygx(b;#(=]ed?C2F{N<capoq2r[a&!aPa9,'Pw;5s:@@=I|,55w_h|@@=IzcP~=x'fCqB_2Wl2>aU@@=I|1OuNBc1Z+jTqIsBv=Wlc~Cw`fl2WlZ~AcTa%!Z+jTqIsBv=Wlb~Cw`fh2WlYk+uNqJsBv=WlSg,u3dca3#UXaMYa)TaB-=cM|7T#<bI}l5@B932:aV2G{BOuNBJq:|M!5Ezt=<B=C@a^<B57@2F{v>cB{/T#=ay<bI{3Jv6!a.6BKq0ah&+!5E}HP~Ef{978BaU@@=Iza<7d#.Y#978BaU@@=IzH~AJq0!(@@=IzG978BaU@@=IzFe,aU*Y&^^^bvJb,b:bFad!a,c2Ta>aL.bo6!a#CbTa'T#Re{2Wlh2@G{yg6t~Ro_NvdRfticuRQRllJv3&!x&c|zs@Jw3!%RflwpfkRlpKuL;%(!Re<@G|C2GzdhIvuBwgjAg-u0RjAKQB%!(GzZ@G|5NuuRl7d='T+Y#Vy[g<v~Rm!==G|>JvA!)@wma=]m1ifuaw&RmnLs@vT'!|/+[y,g:v>ReTJw1!#qX=x!eC{bLu+wT&)ZtZauq_~Graci&U#F|89:r_Lupvq!.)&2RlG8RfaC=x!eF{_h?rpWlmd&'!#X|&]k::xJey#`'T|+<E|&2@H|%dE#(^,g;u.RiEg6vjRiC9xCkA{O|zY#g=ucRmXKs0@!&*@G|m@awRknJuh!,3d(}gY}eJvj!%Rm):Jw3!%Rm+Rm-Ls0w(&!a(a#@b[|6cZ#X'7RkxWgAOu4ARn'dH'U#Y*Vz-Wm'CARm}d]*#a%^a*T'aK!a<9bV{PC=p*Jw4!&SgxcbB5r]idw(wBRmF7xFkt#&`(Rm/Rm8E|!JuY_9:Rl5=wrgr2:bbxd@xXfB(a*#T+!.X0X1Ta/a'T&RlDRfL>RlyARl9b[z[>RfZ:RlL:RfRwlg/ARl;9;RlxKv,A/!%7s69<74=BA5ba{-8Bde#`a<XaKYa1,a'P~=wxfB2bZ}}?C972@@=I}r8@55B9;5bb}G978B2@@=aybb}3j3vLv;<Jw3&!>Rfk=ayb^}4~Ad1#`*@@=aybb{w2@>==<bbz]dx+UY#^UaF!a9!bB'Ya1.!ajXa#%olRhD[y=3Dt#Ov5BrHKuMB%!(Rf^Wep~HrJwkiQjKr|~FRg)Ku+D#'!t5~GrF~?rDdV)UY,Z/_7RkuG{<~BrBg,rlsO:235B@bX}|d?a1!#`(6Vyn5@d##Y+jTv|vV~EfIj]uNpn~FRfH7Lq2vb1!a9-978BaU@@=Iz9978BbU}#~AJq0!(@@=Iz8978BaU@@=Iz7~AJQ|}!978BbU}!JvkaK!AdUa21-U#`a+(g/vsRn~Ou!5RPj:rmu9WhOjXuvvNr}:RhAj^v(pyw8unRn[kPr}p|u7vwv]RiSBd;pppzq@qHQa?(b.!a.a`@.|xa(hFv;Wiyj5uuv-7Riw~Cw`fg2WlU978BbU|wOuNBJqG!(P~EfD~CRlQcZ#X,k)u3vWs@u2]ksg;wEx'f@q1_2Wg.j]uNpn~FRfqJv]!15x'h{qG!(@@=IzK~CRl^j6v(us5x4i,#T(2WmY?C2F{1>Kq<aj1!*jTqIsBv=Wld~Cw`fj2Wl[j`v0u*~>RlT=c>Z,k#u3vWs@u2]kq<c1Z+jTqIsBv=Wle~Cw`fn2Wl]dn1#c(a(b^a2!b/bAT(bj!aDa7bu,a_a{c0!2T0g:v>ReD2@G{42@G{5~DpM~<5rc=Bx6i>{RT#RnI@zCx]y]z:2Jv[!zr5Awyk]9]k]dD(Y+X#6Vz.g=wKtgwhaCwgmTWj2Lu,w%_+/[y-B;b^xeg3u3Rj-2@bX{*KrJ<!+'@Wg(g?QRlC@Jv`!%b[zIwsfII}8JQ_@w|kW|=Jv(%!AqcOuNBJvEzh!bYzjLs@wP#(0!oy@>RkdJwMZtc3Dtd@BcG#T'9bWxg2@2Fznd*#Y+;2x'c}w<zizixNgwa#Z'U+!/!a'!a+w~g~z6wcn{Rn}wcnzRn|5Rh%=]nJg5vuRmvNvdRlvcprJu}w*az*a#!%.a.'Bot9qT]kj@Wg'ay2Gzv@Jv`!%b[zEwsfHI}1;ck#Ux`<Cbbx_Lu+w!a&0*!wko*wwo,So,}6Juqxf!E}PigQuyRm`d3(`#8>Rn%:A5B;bZ~%KvhCa!a2!x>k7#Uxb@b{#xaRk7Jw0!)>wwhlShl}6>wwhmShm}6CJvB!.x'hhvj{!!5Bwkhhbaz}x'hivjz~!5Bwkhibaz|xEhTrNu,v-vpD!a%&/)a3a.,%Ro2t[CE{)@3re9b]{%wjo09:rgc:Z&Ro6=<riifuaw&RmoKrNA!%(Ro4>Ro89;Ri`dSaL'UYzxZb)7Rka3xRhT&!,!#^1U}vbaz{>>@=be}yC@:D5bazzKu+A&!}{?ba}y>>@=be}wxBh[t`u~vJvr!%a!a()a,a0a4RoC=]o;Ju(!%RoGRhdwjh`=]oAg>w#Ro?g5vuRo=NvdRl|Ku]C.!&;RoEJvB!%RoORoMBx'h[v+_?w~h`}~5?w~hd~!xKh]oiptu-utv.vp!#%&a30a@a'a+(a/aOp(o~p!RoDJu(!%RoHRhewjha=]oBNvdRl}g>w#Ro@g5vuRo>c[#X']o<CauRoRAd-#Y':RkpauRoQKu]C.!&;RoFJvB!%RoNRoPBx'h]v+_?w~ha}t5?w~he}ue!/UbhYacXaW^Tc&a;b:a-c/#b&aja1(!cL+!bKbt!bmcRc9aIc?8[yW3Dtt94Rg`Jv}!&SiRMzBhEebShEMNuPRe>x7gL#TzuwjirRipc<Z&>on;>z=h-MSh.Mwqczx'a7vj&!>Re4@=ResJt__NuPRi*NuPRi)j]uNr|~FRfzKrJ>_+@Wfy@Wf]2WocKrJ<!+'@Wg%g/QRl@@Jv`!&awRl<wsfFIzgLu(w*!.*&ShBMwvhIRhI9;RhNx1hK'!#Sn]Mx1hK~0!#:2<H~7cNu+w7D*'1ZtW>Rn1~?rOc:Z&Rn2=<rQ<7wjh&=BSnLMc]#X(6Vz)w[b=a!U#9wzgMc3#&(RgMRitRis<x,gKt`ax!&+SioM=BSilMc3#&(RgKRinRimKurB,!&SiQMzBhDebShDM6BJQ!(P~Efx978B2@@=I}WLrJw!!,a*&@G}O@9wkibRid@@x'fKwC!&SlDMSfLMjUv~Q~EfKKv3@a+!(hFv-]mpx/hYZ(C5RiWz<o/MwkhY?So/M@x,gbvfB*&!SgEM:SoeeehFu3:Rgbda(,^TZa)X/7Sg[eb:2RgI~BrMC@wgkc:wwkcRerx3h(uUvK!&*,SnOM4Sh*MArRg;wHRh(x=h;rJvPwI!a4',a'0@Wg&=BSh/Mg>w=Rh=g3w*wwgGRgGcW(X#;Sg}M2Gzk@Jv`!&awRl=wsfGIz`dKZ*T'Y-:RhR7RhQg5u-p`j6v(us5d,#Y+~Awkia?RicOuNBwkibba}Ld6p~tyu_vbAa'a+!a/'a3aEa8a!>Sh,ebJv{!&Sh@ebSaReb9;SgwebNuPRi(NvdRl)NuPRi'hHu^<Rm^Jvv_@Wl(g;u1Si/ebKu'B&!*Sh?eb@Wl'z@aPeb95Si.ebcpputyvjB)!,&a+0a%ShAMWeK@G}C@WfJ9;RhMwvhH9w{ia}ix,hJvRA1(!zAn[MRhHx1hJ~*!#hFv(BSn[MBJQ!(@@=I~'978B2@@=I}2db.Ua<'X}+T#a0XaG2G}E;wkg|wuh!Rh!x,hZu,@)!&So0MVy)C5RiXACJvB!&5RiY5RiZg8w)cG}*T#2@bU}=KsA>(!a.3wkhZba~(x,h^u(A!&(SoCMRhb5Bz=h[eb?w~hb~6x,h_u(A!&(SoDMRhc5Bz=h]eb?w~hc~6e)aA1T#T,^^^c-bMb&blcPaP(a/!0!bA=b5c@a(!bfbrc#2afwmhARnjwchORnp2Wlf3DtsNvdRl-2@wpa<]m0bx(#:awRk2@Jw3!%RfhwpfgRlnKQB%!(G{V@G|'NuuRl6d='T+Y#VyUg<v~Rl~==G|<Jv+'!aYShC}6@B<5?ba~8@Jw3'!g2QRljhLrpWlOd+#Y'g.w'rIg>w*wgj@g-u0Rj@Lu+wT&)ZtUauq]~GrGci&U#F|39:rELrNvj!.%*RhCwunfw~nf~:9;Ri]>wtnhg;wHRnhx3hDs@v~!/+'@Wfr@9RkSNu&Rlo=@<5GzoKs0@_+@Wl+@awRkmJuh!-3d(}pY#qWJvj!%Rm(:Jw3!%Rm,Rm*de&!1U-U#`)Re;@G|.@9Ri82@wjfvRlq=@<5GzpLvOvr!).&2RlF8Rf`C=x!eE{.Jw3_g2QRlkhLrpWlPde(!#U{s,UXa*Ta'[y'g:v>ReS;x0PZ&RnlRnn~HrKJw1}f!=x!eB|2w]aP(#Xa&a*Ta.Ua2a7=]iOd'#Y&Ro&WnWg;u.RiDg6vjRiBNvdRlzhNvj]nYJuW_2Wm3x)kFze{9d])!a.!,Y01!#&aC!a3RndC=ox~BrC@2b^{pg,rlse7x'ksuq!%Rm.E{xidw(wBRmGx9o+)X#wwo-So-}69:Rl4@xSf@a#XZ'X)X,Ta(/ARl8b[xc>RfY:RlI:RfQwlg.ARl:9;Rlwdn'#^XafaQa1X1TaHTa)@b[{zcZ#X'7RkwWg@Ou4ARn&x)kG#{,g7u/RkGdH'U#Y*Vz'Wm&CARm|bx#(A]gUbUzJj9Q~=d,#Y(56H}l978H{U7d,0#U*2>ABb_xZ978BbU{e~AJQ{g!978BbU{hxMh?ad{oUYZ.x1h?{l!#:2<H{mx3n[t{vl!,&a%3Ro(z=iS}6ARnr=Bwsn^wvn`Rnbd`*T}B0!#^X'BG{c9b]{a>>@=be}F?JvS!&BG{d7BG}(Bde#`a1X,Ya@!a'P~=wxf@2bZ}I56B2@@=aybb}08@55B9;5bb}<j3vLv;<Jw3&!>Rfg=ayb^}&OuNBKuLA!)a!P~=x#fD{f2@>==<bbzl?C972@@=Ix^d6rSu,v7w*C(0a)a6#B+a%!sQ[y?3Dt%3[xn~<5rLOu!5p@Ku+D#'!t7~GrP~?rNKvlaya7'!h+v-5qMg=t|cd,U#5AAaa5Abb{S@52B5@a[@52B5Gx[iXueu;d<#`a(!/549C;ag>23ExY5@Dah89b^~689Jv)!~2b[~1Lv'w(%*!a#bX|aPrmawRe]keu7uhv-q6rxu,q`xTo]/a5aU!bNaDXbi!b-!ao!b<bwA!#5@B932:aV2G|:d-)Y#hJrL>RhG<7@C5<H|_=Cau:5aj5@B932:bJ|ng>vIbs)#?C2F|9jPv0w.vISh-MKvUaz(.!9ABbb|[5;5<H|Eg>unwfh;9:4E|YjQsBt|vjx'hYq3!(?C2F|J:2<BaY?C2F|GOu!5x,g|p{ah!-(?C2F|c9:4E|OjXuvvNr}:Rh&i[w*t|cd+U#jJvsu)vsSn~Mkfrmu9p}u7vwv]So!McW#Xa!ax5@A5aY:5;5<H|>kJv~vYrquJu3x4ib#T)2@SmZM?C2F|Bj:rmu9@xPhI(a*a#U#`a3-5Abb|L~@:RhK9:4E|0@52B5G|#C::aY?C2F|-:2<BaY?C2F|.5Jvk!a)javYrquJu3x4ia#T)2@SmYM?C2F|HAxPhH(!a#U#`a*-5Abb|4~@:RhJ9:4E|R@52B5G|F:2<BaY?C2F|Sc^#Xa2j=Qq5CJvB!-g<v{z;hhM?C2F|Zi[vrv{z;hiM?C2F|XKsA>!a)-g<v{z;h[eb?C2F|]i[vrv{z;h]eb?C2F|^iZu.vix,hZq3ah!.(?C2F|QOu!5ShXM:2<BaY?C2F|P",13494,2713,49,25,61),Y;(function(e){e[e.VALUE_LENGTH=49152]=`VALUE_LENGTH`,e[e.FLAG13=8192]=`FLAG13`,e[e.BRANCH_LENGTH=8064]=`BRANCH_LENGTH`,e[e.JUMP_TABLE=127]=`JUMP_TABLE`,e[e.VALUE_MASK=8191]=`VALUE_MASK`})(Y||={});var X;(function(e){e[e.AMP=38]=`AMP`,e[e.NUM=35]=`NUM`,e[e.SEMI=59]=`SEMI`,e[e.EQUALS=61]=`EQUALS`,e[e.ZERO=48]=`ZERO`,e[e.NINE=57]=`NINE`,e[e.LOWER_A=97]=`LOWER_A`,e[e.LOWER_X=120]=`LOWER_X`})(X||={});var $s=32,ec=21,tc=2097151,nc=2047,rc=0;function ic(e){let t=e>>>ec;return t===nc?rc:t}function ac(e){return e-X.ZERO>>>0<=9}function oc(e){return(e|$s)-X.LOWER_A>>>0<=5}function sc(e){return(e|$s)-X.LOWER_A>>>0<=25}function cc(e){return e===X.EQUALS||sc(e)||ac(e)}var lc;(function(e){e[e.EntityStart=0]=`EntityStart`,e[e.NumericStart=1]=`NumericStart`,e[e.NumericDecimal=2]=`NumericDecimal`,e[e.NumericHex=3]=`NumericHex`,e[e.NamedEntity=4]=`NamedEntity`})(lc||={});var uc;(function(e){e[e.Legacy=0]=`Legacy`,e[e.Strict=1]=`Strict`,e[e.Attribute=2]=`Attribute`})(uc||={});function dc(e,t,n,r){let i=(t&Y.BRANCH_LENGTH)>>7,a=t&Y.JUMP_TABLE;if(a){if(i===0)return r===a?n:-1;let t=r-a;if(t>>>0>=i)return-1;let o=e[n+t];return o===0?-1:n+i+o-1&65535}if(i===0)return-1;let o=i+1>>1,s=n+o+i;for(let t=0;t<i;t++){let i=e[n+(t>>1)]>>((t&1)<<3)&255;if(i===r)return s+e[n+o+t]&65535;if(i>r)return-1}return-1}function fc(e,t,n){return n===1?String.fromCharCode(e[t]&Y.VALUE_MASK):n===2?String.fromCharCode(e[t+1]):String.fromCharCode(e[t+1],e[t+2])}function pc(e,t,n){let r=t+1,i=0,a=r;if(r<n&&(e.charCodeAt(r)|$s)===X.LOWER_X)for(r+=1,a=r;r<n;){let t=e.charCodeAt(r);if(ac(t))i=i*16+(t-X.ZERO);else if(oc(t))i=i*16+((t|$s)-X.LOWER_A+10);else break;r+=1}else for(;r<n;){let t=e.charCodeAt(r)-X.ZERO;if(t>>>0>9)break;i=i*10+t,r+=1}if(r===a)return 0;r<n&&e.charCodeAt(r)===X.SEMI&&(r+=1),i>1114111&&(i=1114112);let o=r-t;return o>=nc&&(rc=o,o=nc),o<<ec|i}function mc(e,t,n){let r=Qs,i=e.indexOf(`&`);if(i<0)return e;let a=e.length,o=0,s=``,c=r[0],l=c&Y.JUMP_TABLE,u=(c&Y.BRANCH_LENGTH)>>7;do{let c=i+1,d=e.charCodeAt(c),f,p;if(d===X.NUM){let n=pc(e,c,a);f=ic(n),t&&f>0&&e.charCodeAt(c+f-1)!==X.SEMI&&(f=0),p=f===0?``:Ys(n&tc)}else if(sc(d)){f=0,p=``;let n=d-l,i;if(n>>>0<u){let e=r[1+n];i=e===0?-1:u+e&65535}else i=-1;let o=0,s=0,m=i<0?0:r[i],h=c+1;trie:for(;h<a;){for(;(m&(Y.VALUE_LENGTH|Y.FLAG13))===0&&(m&Y.JUMP_TABLE)!==0;){let t=m&Y.JUMP_TABLE,n=(m&Y.BRANCH_LENGTH)>>7;if(n===0){if(e.charCodeAt(h)!==t)break trie;i+=1}else{let a=e.charCodeAt(h)-t;if(a>>>0>=n)break trie;let o=r[i+1+a];if(o===0)break trie;i=i+n+o&65535}if(m=r[i],h+=1,h>=a)break trie}if((m&(Y.VALUE_LENGTH|Y.FLAG13))===Y.FLAG13){let t=(m&Y.BRANCH_LENGTH)>>7;if(e.charCodeAt(h)!==(m&Y.JUMP_TABLE))break;h+=1;let n=t-1,a=i+1,o=0;for(;o+1<n;o+=2){let t=r[a];if(e.charCodeAt(h)!==(t&255)||(h+=1,e.charCodeAt(h)!==(t>>8&255)))break trie;h+=1,a+=1}if(o<n){if(e.charCodeAt(h)!==(r[a]&255))break;h+=1}i+=1+(t>>1),m=r[i];continue}let n=m>>>14,l=e.charCodeAt(h);if(n!==0){if(l===X.SEMI){f=h-c+1,p=n===1?String.fromCharCode(m&Y.VALUE_MASK):fc(r,i,n);break}if(!t&&(m&Y.FLAG13)===0&&(f=h-c,o=i,s=n),n===1)break}let u=dc(r,m,i+(n||1),l);if(u<0)break;i=u,m=r[i],h+=1}if(p===``){let e=m>>>14;e!==0&&!t&&(m&Y.FLAG13)===0&&(f=h-c,o=i,s=e),f>0&&(p=fc(r,o,s))}}else f=0,p=``;f===0||n&&d!==X.NUM&&e.charCodeAt(c+f-1)!==X.SEMI&&c+f<a&&cc(e.charCodeAt(c+f))?i=c:(o<i&&(s+=e.slice(o,i)),s+=p,i=o=c+f),e.charCodeAt(i)!==X.AMP&&(i=e.indexOf(`&`,i))}while(i>=0);return s+e.slice(o)}function hc(e){return mc(e,!0,!1)}var gc=class{src_Any=Bs.source;src_Cc=Vs.source;src_Z=Gs.source;src_P=Us.source;src_ZPCc=[this.src_Z,this.src_P,this.src_Cc].join(`|`);src_ZCc=[this.src_Z,this.src_Cc].join(`|`);cache={};opts={maxLength:1e4,urlAuth:!1,schema_names:[]};constructor(e={}){this.opts={...this.opts,...e}}set(e={}){return this.opts={...this.opts,...e},this.cache={},this}escapeRE(e){return e.replace(/[.?*+^$[\]\\(){}|-]/g,`\\$&`)}nestedPairRE(e,t,n=4){let r=this.escapeRE(e),i=this.escapeRE(t),a=`(?:(?!${this.src_ZCc}|${r}|${i}).)`,o=`${r}${a}{0,1000}${i}`;for(let e=2;e<=n;e++)o=`${r}(?:${a}|${o}){0,1000}${i}`;return o}get_text_separators(){return this.cache.text_separators??=/[><\uff5c]/}get_pseudo_letter(){return this.cache.src_pseudo_letter??=RegExp(`(?:(?!${this.get_text_separators().source}|${this.src_ZPCc})${this.src_Any})`)}get_ipv4_addr(){return this.cache.src_ip4??=RegExp(`(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])[.]){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])`)}get_ipv6_addr(){let e=`[0-9A-Fa-f]{1,4}`,t=`(?:(?:${e}:${e})|${this.get_ipv4_addr().source})`;return this.cache.src_ip6_addr??=RegExp(`(?:(?:${e}:){6}${t}|::(?:${e}:){5}${t}|(?:${e})?::(?:${e}:){4}${t}|(?:(?:${e}:){0,1}${e})?::(?:${e}:){3}${t}|(?:(?:${e}:){0,2}${e})?::(?:${e}:){2}${t}|(?:(?:${e}:){0,3}${e})?::${e}:${t}|(?:(?:${e}:){0,4}${e})?::${t}|(?:(?:${e}:){0,5}${e})?::${e}|(?:(?:${e}:){0,6}${e})?::)`)}get_ipv6_url_host(){return this.cache.src_ip6_host??=RegExp(`\\[${this.get_ipv6_addr().source}\\]`)}get_ipv6_mail_host(){return this.cache.src_ipv6_mail_host??=RegExp(`\\[IPv6:${this.get_ipv6_addr().source}\\]`)}get_auth(){return this.cache.src_auth??=RegExp(`(?:(?:(?!${this.src_ZCc}|[@/\\[\\]()]).){1,50}@)?`)}get_port(){return this.cache.src_port??=RegExp(`(?::(?:6(?:[0-4]\\d{3}|5(?:[0-4]\\d{2}|5(?:[0-2]\\d|3[0-5])))|[1-5]?\\d{1,4}))?`)}get_host_terminator(){return this.cache.src_host_terminator??=RegExp(`(?=$|${this.get_text_separators().source}|${this.src_ZPCc})(?!${this.opts[`---`]?`-(?!--)|`:`-|`}_|:\\d|\\.-|\\.(?!$|${this.src_ZPCc}))`)}get_path_terminator(){return this.cache.src_path_terminator??=RegExp(`${this.src_ZPCc}|${this.get_text_separators().source}`)}get_path(){return this.cache.src_path??=RegExp(`(?:[/?#](?:${this.nestedPairRE(`[`,`]`)}|${this.nestedPairRE(`(`,`)`)}|${this.nestedPairRE(`{`,`}`)}|\\"(?:(?!${this.src_ZCc}|["]).){1,100}\\"|\\'(?:(?!${this.src_ZCc}|[']).){1,100}\\'|\\'(?=${this.get_pseudo_letter().source}|[-])|\\.{2,20}[:]?[a-zA-Z0-9%/&]|\\.(?!${this.src_ZCc}|[.]|$)|`+(this.opts[`---`]?`\\-(?!--(?:[^-]|$))(?:-{0,19})|`:`\\-{1,20}|`)+`,(?!${this.src_ZCc}|$)|;(?!${this.src_ZCc}|$)|\\!{1,20}(?!${this.src_ZCc}|[!]|$)|\\?(?!${this.src_ZCc}|[?]|$)|`+this.get_path_extra().source+`[\\\\/:%@#&=_~*]|(?!${this.get_path_terminator().source}).){1,${this.opts.maxLength}}|\\/)?`)}get_mail_name(){return this.cache.src_mail_name??=RegExp("[-!#$%&'*+/=?^_`{|}~a-zA-Z0-9](?:[-!#$%&'*+/=?^_`{|}~a-zA-Z0-9]|[.](?=[-!#$%&'*+/=?^_`{|}~a-zA-Z0-9])){0,63}")}get_xn(){return this.cache.src_xn??=RegExp(`xn--[a-z0-9\\-]{1,59}`)}get_tld(){if(this.cache.tld)return this.cache.tld;let e=[...new Set(this.opts.tlds||[])].sort().reverse().join(`|`);return this.cache.tld=RegExp(`${e||`$#none#$`}|${this.get_xn().source}`),this.cache.tld}get_domain_root(){return this.cache.src_domain_root??=RegExp(`(?:`+this.get_xn().source+`|${this.get_pseudo_letter().source}{1,63})`)}get_domain(){return this.cache.src_domain??=RegExp(`(?:`+this.get_xn().source+`|(?:${this.get_pseudo_letter().source})|(?:${this.get_pseudo_letter().source}(?:-|${this.get_pseudo_letter().source}){0,61}${this.get_pseudo_letter().source}))`)}get_url_host_port(){return this.cache.url_host_port??=RegExp(`(?:`+this.get_ipv6_url_host().source+`|(?:(?:(?:${this.get_domain().source})\\.){0,10}${this.get_domain().source}))`+this.get_port().source+this.get_host_terminator().source)}get_fuzzy_url_host_port(){return this.cache.fuzzy_url_host_port??=RegExp(`(?:`+(this.opts.fuzzyIP?this.get_ipv4_addr().source+`|`:``)+`(?:(?:(?:${this.get_domain().source})\\.){1,10}(?:${this.get_tld().source})))`+this.get_host_terminator().source)}get_mail_host(){return this.cache.src_mail_host??=RegExp(`(?:`+this.get_ipv6_mail_host().source+`|(?:(?:(?:${this.get_domain().source})\\.){0,4}${this.get_domain().source}))`+this.get_host_terminator().source)}get_fuzzy_mail_host(){return this.cache.src_fuzzy_mail_host??=RegExp(`(?:`+this.get_ipv6_mail_host().source+`|(?:(?:(?:${this.get_domain().source})[.]){1,4}${this.get_domain_root().source}))`+this.get_host_terminator().source)}get_path_extra(){return this.cache.src_path_extra??=RegExp(``)}get_fuzzy_mail_host_search(){return this.cache.mail_fuzzy_host_search??=RegExp(`@${this.get_fuzzy_mail_host().source}`,`ig`)}get_fuzzy_link_search(){return this.cache.link_fuzzy_search??=RegExp(`(^|(?![.:/\\-_@])(?:[$+<=>^\`|\uff5c]|${this.src_ZPCc}))(?:(?![$+<=>^\`|\uff5c])${this.get_fuzzy_url_host_port().source}${this.get_path().source})`,`ig`)}get_http_validator(){return this.cache.http_validator??=RegExp(`\\/\\/`+(this.opts.urlAuth?this.get_auth().source:``)+this.get_url_host_port().source+this.get_path().source,`iy`)}get_relative_proto_validator(){return this.cache.relative_proto_validator??=RegExp((this.opts.urlAuth?this.get_auth().source:``)+`(?:localhost|${this.get_ipv6_url_host().source}|(?:(?:${this.get_domain().source})[.]){1,10}${this.get_domain_root().source})`+this.get_port().source+this.get_host_terminator().source+this.get_path().source,`iy`)}get_mail_name_validator(){return this.cache.mail_name_validator??=RegExp(`(?:^|${this.get_text_separators().source}|"|\\(|${this.src_ZCc})(${this.get_mail_name().source})$`)}get_mailto_validator(){return this.cache.mailto_validator??=RegExp(`${this.get_mail_name().source}@${this.get_mail_host().source}`,`iy`)}get_schema_names(){return this.cache.schema_names??=new RegExp((this.opts.schema_names||[]).map(e=>this.escapeRE(e)).join(`|`))}get_schema_search(){return this.cache.schema_search??=RegExp(`(^|(?!_)(?:[><\uff5c]|${this.src_ZPCc}))(${this.get_schema_names().source})`,`ig`)}get_schema_at_start(){return this.cache.schema_at_start??=RegExp(`^${this.get_schema_search().source}`,`i`)}},_c={validate:(e,t,n)=>{let r=n.re.get_http_validator();r.lastIndex=t;let i=r.exec(e);return i?i[0].length:0},normalize:(e,t)=>t.normalize(e)},vc={"http:":_c,"https:":_c,"ftp:":_c,"//":{validate:function(e,t,n){let r=n.re.get_relative_proto_validator();r.lastIndex=t;let i=r.exec(e);return i?t>=3&&e[t-3]===`:`||t>=3&&e[t-3]===`/`?0:i[0].length:0},normalize:(e,t)=>t.normalize(e)},"mailto:":{validate:function(e,t,n){let r=n.re.get_mailto_validator();r.lastIndex=t;let i=r.exec(e);return i?i[0].length:0},normalize:(e,t)=>t.normalize(e)}},yc=`a:cdefgilmnoqrstuwxz|b:abdefghijmnorstvwyz|c:acdfghiklmnoruvwxyz|d:ejkmoz|e:cegrstu|f:ijkmor|g:abdefghilmnpqrstuwy|h:kmnrtu|i:delmnoqrst|j:emop|k:eghimnprwyz|l:abcikrstuvy|m:acdeghklmnopqrstuvwxyz|n:acefgilopruz|o:m|p:aefghklmnrstwy|q:a|r:eosuw|s:abcdeghijklmnortuvxyz|t:cdfghjklmnortvwz|u:agksyz|v:aceginu|w:fs|y:et|z:amw`,bc=`biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop|рф`;function xc(){let e=bc.split(`|`);return yc.split(`|`).forEach(t=>{let n=t.indexOf(`:`),r=t.slice(0,n);for(let i of t.slice(n+1))e.push(r+i)}),e}var Sc={fuzzyLink:!1,fuzzyEmail:!0,fuzzyIP:!1,"---":!1,tlds:xc(),urlAuth:!1,maxLength:1e4},Cc=class{schema;index;lastIndex;raw;text;url;constructor(e,t,n,r){let i=e.slice(n,r);this.schema=t.toLowerCase(),this.index=n,this.lastIndex=r,this.raw=i,this.text=i,this.url=i}},wc=class{__opts__;__schemas__;re;constructor(e={}){let{rebuilder:t,...n}=e;this.__opts__={...Sc,...n},this.__schemas__={...vc},this.re=t||new gc,this.re.set({...this.__opts__,schema_names:Object.keys(this.__schemas__)})}add(e,t=null){if(!t)delete this.__schemas__[e];else{let n={normalize:(e,t)=>t.normalize(e),...t};this.__schemas__[e]=n}return this.re.set({...this.__opts__,schema_names:Object.keys(this.__schemas__)}),this}set(e={}){return this.__opts__={...this.__opts__,...e},this.re.set({...this.__opts__,schema_names:Object.keys(this.__schemas__)}),this}test(e){if(!e.length)return!1;let t,n;for(n=this.re.get_schema_search(),n.lastIndex=0;(t=n.exec(e))!==null;)if(this.testSchemaAt(e,t[2],n.lastIndex))return!0;if(this.__opts__.fuzzyLink&&this.__schemas__[`http:`]&&(n=this.re.get_fuzzy_link_search(),n.lastIndex=0,n.exec(e)!==null))return!0;if(this.__opts__.fuzzyEmail&&this.__schemas__[`mailto:`]&&e.indexOf(`@`)>=0){let n=this.re.get_fuzzy_mail_host_search(),r=this.re.get_mail_name_validator();for(n.lastIndex=0;(t=n.exec(e))!==null;){let n=e.slice(Math.max(0,t.index-65),t.index);if(r.test(n))return!0}}return!1}testSchemaAt(e,t,n){return this.__schemas__[t.toLowerCase()]?this.__schemas__[t.toLowerCase()].validate(e.slice(0,n+this.__opts__.maxLength),n,this):0}match(e){let t=[],n=this.re.get_schema_search(),r,i,a,o,s,c,l=!1,u=!1,d=!1,f=0;if(!e.length)return null;for(n.lastIndex=0,this.__opts__.fuzzyLink&&this.__schemas__[`http:`]&&(r=this.re.get_fuzzy_link_search(),r.lastIndex=0),this.__opts__.fuzzyEmail&&this.__schemas__[`mailto:`]&&(i=this.re.get_fuzzy_mail_host_search(),i.lastIndex=0,a=this.re.get_mail_name_validator());;){let p=Math.max(f-1,0);if(i&&a&&!d&&(!s||s.index<f))for(i.lastIndex<p&&(i.lastIndex=p);;){let t=i.exec(e);if(!t){d=!0,s=void 0;break}let n=a.exec(e.slice(Math.max(0,t.index-65),t.index));if(n){if(s={schema:`mailto:`,index:t.index-n[1].length,lastIndex:t.index+t[0].length},s.index>=f)break;i.lastIndex<p&&(i.lastIndex=p)}}if(r&&!u&&(!o||o.index<f))for(r.lastIndex<p&&(r.lastIndex=p);;){let t=r.exec(e);if(!t){u=!0,o=void 0;break}if(o={schema:``,index:t.index+t[1].length,lastIndex:t.index+t[0].length},o.index>=f)break;r.lastIndex<p&&(r.lastIndex=p)}let m=s;(!m||o&&(o.index<m.index||o.index===m.index&&o.lastIndex>m.lastIndex))&&(m=o);let h;if(!l)for(;;){if(!c){n.lastIndex<p&&(n.lastIndex=p);let t=n.exec(e);if(!t){l=!0;break}c={schema:t[2],index:t.index+t[1].length,lastIndex:t.index+t[0].length}}if(c.index<f){c=void 0;continue}if(m&&c.index>m.index)break;let t=c;c=void 0;let r=this.testSchemaAt(e,t.schema,t.lastIndex);if(r){h={schema:t.schema,index:t.index,lastIndex:t.lastIndex+r};break}}let g=h;if((!g||s&&(s.index<g.index||s.index===g.index&&s.lastIndex>g.lastIndex))&&(g=s),(!g||o&&(o.index<g.index||o.index===g.index&&o.lastIndex>g.lastIndex))&&(g=o),!g)break;g===s?s=void 0:g===o&&(o=void 0);let _=new Cc(e,g.schema,g.index,g.lastIndex);_.schema?this.__schemas__[_.schema].normalize(_,this):this.normalize(_),t.push(_),f=g.lastIndex}return t.length?t:null}matchAtStart(e){if(!e.length)return null;let t=this.re.get_schema_at_start().exec(e);if(!t)return null;let n=this.testSchemaAt(e,t[2],t[0].length);if(!n)return null;let r=new Cc(e,t[2],t.index+t[1].length,t.index+t[0].length+n);return this.__schemas__[r.schema].normalize(r,this),r}tlds(e,t=!1){return e=Array.isArray(e)?e:[e],t?this.__opts__.tlds=this.__opts__.tlds.concat(e):this.__opts__.tlds=e,this.re.set({...this.__opts__,schema_names:Object.keys(this.__schemas__)}),this}normalize(e){e.schema||(e.url=`http://${e.url}`),e.schema===`mailto:`&&!/^mailto:/i.test(e.url)&&(e.url=`mailto:${e.url}`)}},Tc=2147483647,Ec=36,Dc=1,Oc=26,kc=38,Ac=700,jc=72,Mc=128,Nc=`-`,Pc=/^xn--/,Fc=/[^\0-\x7F]/,Ic=/[\x2E\u3002\uFF0E\uFF61]/g,Lc={overflow:`Overflow: input needs wider integers to process`,"not-basic":`Illegal input >= 0x80 (not a basic code point)`,"invalid-input":`Invalid input`},Rc=35,zc=Math.floor,Bc=String.fromCharCode;function Vc(e){throw RangeError(Lc[e])}function Hc(e,t){let n=[],r=e.length;for(;r--;)n[r]=t(e[r]);return n}function Uc(e,t){let n=e.split(`@`),r=``;n.length>1&&(r=n[0]+`@`,e=n[1]),e=e.replace(Ic,`.`);let i=Hc(e.split(`.`),t).join(`.`);return r+i}function Wc(e){let t=[],n=0,r=e.length;for(;n<r;){let i=e.charCodeAt(n++);if(i>=55296&&i<=56319&&n<r){let r=e.charCodeAt(n++);(r&64512)==56320?t.push(((i&1023)<<10)+(r&1023)+65536):(t.push(i),n--)}else t.push(i)}return t}var Gc=e=>String.fromCodePoint(...e),Kc=function(e){return e>=48&&e<58?26+(e-48):e>=65&&e<91?e-65:e>=97&&e<123?e-97:Ec},qc=function(e,t){return e+22+75*(e<26)-((t!=0)<<5)},Jc=function(e,t,n){let r=0;for(e=n?zc(e/Ac):e>>1,e+=zc(e/t);e>455;r+=Ec)e=zc(e/Rc);return zc(r+36*e/(e+kc))},Yc=function(e){let t=[],n=e.length,r=0,i=Mc,a=jc,o=e.lastIndexOf(Nc);o<0&&(o=0);for(let n=0;n<o;++n)e.charCodeAt(n)>=128&&Vc(`not-basic`),t.push(e.charCodeAt(n));for(let s=o>0?o+1:0;s<n;){let o=r;for(let t=1,i=Ec;;i+=Ec){s>=n&&Vc(`invalid-input`);let o=Kc(e.charCodeAt(s++));o>=Ec&&Vc(`invalid-input`),o>zc((Tc-r)/t)&&Vc(`overflow`),r+=o*t;let c=i<=a?Dc:i>=a+Oc?Oc:i-a;if(o<c)break;let l=Ec-c;t>zc(Tc/l)&&Vc(`overflow`),t*=l}let c=t.length+1;a=Jc(r-o,c,o==0),zc(r/c)>Tc-i&&Vc(`overflow`),i+=zc(r/c),r%=c,t.splice(r++,0,i)}return String.fromCodePoint(...t)},Xc=function(e){let t=[];e=Wc(e);let n=e.length,r=Mc,i=0,a=jc;for(let n of e)n<128&&t.push(Bc(n));let o=t.length,s=o;for(o&&t.push(Nc);s<n;){let n=Tc;for(let t of e)t>=r&&t<n&&(n=t);let c=s+1;n-r>zc((Tc-i)/c)&&Vc(`overflow`),i+=(n-r)*c,r=n;for(let n of e)if(n<r&&++i>Tc&&Vc(`overflow`),n===r){let e=i;for(let n=Ec;;n+=Ec){let r=n<=a?Dc:n>=a+Oc?Oc:n-a;if(e<r)break;let i=e-r,o=Ec-r;t.push(Bc(qc(r+i%o,0))),e=zc(i/o)}t.push(Bc(qc(e,0))),a=Jc(i,c,s===o),i=0,++s}++i,++r}return t.join(``)},Zc={version:`2.3.1`,ucs2:{decode:Wc,encode:Gc},decode:Yc,encode:Xc,toASCII:function(e){return Uc(e,function(e){return Fc.test(e)?`xn--`+Xc(e):e})},toUnicode:function(e){return Uc(e,function(e){return Pc.test(e)?Yc(e.slice(4).toLowerCase()):e})}},Qc=Object.defineProperty,$c=(e,t)=>{let n={};for(var r in e)Qc(n,r,{get:e[r],enumerable:!0});return t||Qc(n,Symbol.toStringTag,{value:`Module`}),n},el=$c({arrayReplaceAt:()=>nl,asciiTrim:()=>wl,callable:()=>tl,escapeHtml:()=>hl,escapeRE:()=>_l,fromCodePoint:()=>il,isMdAsciiPunct:()=>xl,isPunctChar:()=>yl,isPunctCharCode:()=>bl,isSpace:()=>Z,isValidEntityCode:()=>rl,isWhiteSpace:()=>vl,lib:()=>Tl,normalizeReference:()=>Sl,unescapeAll:()=>ul,unescapeMd:()=>ll});function tl(e){let t=function(...n){return Reflect.construct(e,n,new.target&&new.target!==t?new.target:e)};return Object.defineProperty(t,"name",{value:e.name}),Object.setPrototypeOf(t,e),t.prototype=e.prototype,t}function nl(e,t,n){return[].concat(e.slice(0,t),n,e.slice(t+1))}function rl(e){return!(e>=55296&&e<=57343||e>=64976&&e<=65007||(e&65535)==65535||(e&65535)==65534||e>=0&&e<=8||e===11||e>=14&&e<=31||e>=127&&e<=159||e>1114111)}function il(e){if(e>65535){e-=65536;let t=55296+(e>>10),n=56320+(e&1023);return String.fromCharCode(t,n)}return String.fromCharCode(e)}var al=/\\([!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~])/g,ol=RegExp(`${al.source}|&([a-z#][a-z0-9]{1,31});`,`gi`),sl=/^#((?:x[a-f0-9]{1,8}|[0-9]{1,8}))$/i;function cl(e,t){if(t.charCodeAt(0)===35&&sl.test(t)){let n=t[1].toLowerCase()===`x`?parseInt(t.slice(2),16):parseInt(t.slice(1),10);return rl(n)?il(n):e}let n=hc(e);return n===e?e:n}function ll(e){return e.indexOf(`\\`)<0?e:e.replace(al,`$1`)}function ul(e){return e.indexOf(`\\`)<0&&e.indexOf(`&`)<0?e:e.replace(ol,function(e,t,n){return t||cl(e,n)})}var dl=/[&<>"]/,fl=/[&<>"]/g,pl={"&":`&amp;`,"<":`&lt;`,">":`&gt;`,'"':`&quot;`};function ml(e){return pl[e]}function hl(e){return dl.test(e)?e.replace(fl,ml):e}var gl=/[.?*+^$[\]\\(){}|-]/g;function _l(e){return e.replace(gl,`\\$&`)}function Z(e){switch(e){case 9:case 32:return!0}return!1}function vl(e){if(e>=8192&&e<=8202)return!0;switch(e){case 9:case 10:case 11:case 12:case 13:case 32:case 160:case 5760:case 8239:case 8287:case 12288:return!0}return!1}function yl(e){return Us.test(e)||Ws.test(e)}function bl(e){return yl(il(e))}function xl(e){switch(e){case 33:case 34:case 35:case 36:case 37:case 38:case 39:case 40:case 41:case 42:case 43:case 44:case 45:case 46:case 47:case 58:case 59:case 60:case 61:case 62:case 63:case 64:case 91:case 92:case 93:case 94:case 95:case 96:case 123:case 124:case 125:case 126:return!0;default:return!1}}function Sl(e){return e=e.trim().replace(/\s+/g,` `),e.toLowerCase().toUpperCase()}function Cl(e){return e===32||e===9||e===10||e===13}function wl(e){let t=0;for(;t<e.length&&Cl(e.charCodeAt(t));t++);let n=e.length-1;for(;n>=t&&Cl(e.charCodeAt(n));n--);return e.slice(t,n+1)}var Tl={mdurl:Rs,ucmicro:zs};function El(e,t,n){let r,i,a,o,s=e.posMax,c=e.pos;for(e.pos=t+1,r=1;e.pos<s;){if(a=e.src.charCodeAt(e.pos),a===93&&(r--,r===0)){i=!0;break}if(o=e.pos,e.md.inline.skipToken(e),a===91){if(o===e.pos-1)r++;else if(n)return e.pos=c,-1}}let l=-1;return i&&(l=e.pos),e.pos=c,l}function Dl(e,t,n){let r,i=t,a={ok:!1,pos:0,str:``};if(e.charCodeAt(i)===60){for(i++;i<n;){if(r=e.charCodeAt(i),r===10||r===60)return a;if(r===62)return a.pos=i+1,a.str=ul(e.slice(t+1,i)),a.ok=!0,a;r===92&&i+1<n?i+=2:i++}return a}let o=0;for(;i<n&&(r=e.charCodeAt(i),!(r===32||r<32||r===127));)if(r===92&&i+1<n){if(e.charCodeAt(i+1)===32){i++;continue}i+=2}else{if(r===40&&(o++,o>32))return a;if(r===41){if(o===0)break;o--}i++}return t===i||o!==0||(a.str=ul(e.slice(t,i)),a.pos=i,a.ok=!0),a}function Ol(e,t,n,r){let i,a=t,o={ok:!1,can_continue:!1,pos:0,str:``,marker:0};if(r)o.str=r.str,o.marker=r.marker;else{if(a>=n)return o;let r=e.charCodeAt(a);if(r!==34&&r!==39&&r!==40)return o;t++,a++,r===40&&(r=41),o.marker=r}for(;a<n;){if(i=e.charCodeAt(a),i===o.marker)return o.pos=a+1,o.str+=ul(e.slice(t,a)),o.ok=!0,o;if(i===40&&o.marker===41)return o;i===92&&a+1<n&&a++,a++}return o.can_continue=!0,o.str+=ul(e.slice(t,a)),o}var kl=$c({parseLinkDestination:()=>Dl,parseLinkLabel:()=>El,parseLinkTitle:()=>Ol});function Al(e){"@babel/helpers - typeof";return Al=typeof Symbol==`function`&&typeof Symbol.iterator==`symbol`?function(e){return typeof e}:function(e){return e&&typeof Symbol==`function`&&e.constructor===Symbol&&e!==Symbol.prototype?`symbol`:typeof e},Al(e)}function jl(e,t){if(Al(e)!=`object`||!e)return e;var n=e[Symbol.toPrimitive];if(n!==void 0){var r=n.call(e,t||`default`);if(Al(r)!=`object`)return r;throw TypeError(`@@toPrimitive must return a primitive value.`)}return(t===`string`?String:Number)(e)}function Ml(e){var t=jl(e,`string`);return Al(t)==`symbol`?t:t+``}function Q(e,t,n){return(t=Ml(t))in e?Object.defineProperty(e,t,{value:n,enumerable:!0,configurable:!0,writable:!0}):e[t]=n,e}var Nl=class{constructor(e,t,n){Q(this,`map`,null),Q(this,`level`,0),Q(this,`children`,null),Q(this,`content`,``),Q(this,`markup`,``),Q(this,`info`,``),Q(this,`block`,!1),Q(this,`hidden`,!1),this.type=e,this.tag=t,this.attrs=null,this.nesting=n,this.meta=null}attrIndex(e){if(!this.attrs)return-1;let t=this.attrs;for(let n=0,r=t.length;n<r;n++)if(t[n][0]===e)return n;return-1}attrPush(e){this.attrs?this.attrs.push(e):this.attrs=[e]}attrSet(e,t){let n=this.attrIndex(e),r=[e,t];n<0?this.attrPush(r):this.attrs[n]=r}attrGet(e){let t=this.attrIndex(e),n=null;return t>=0&&(n=this.attrs[t][1]),n}attrJoin(e,t){let n=this.attrIndex(e);n<0?this.attrPush([e,t]):this.attrs[n][1]=`${this.attrs[n][1]} ${t}`}},Pl=class{constructor(){Q(this,`__rules__`,[]),Q(this,`__cache__`,null)}__find__(e){for(let t=0;t<this.__rules__.length;t++)if(this.__rules__[t].name===e)return t;return-1}__compile__(){let e=new Set;this.__rules__.forEach(t=>{t.enabled&&t.alt.forEach(t=>{t&&e.add(t)})}),this.__cache__=Object.create(null),this.__cache__[``]=[],this.__rules__.forEach(e=>{e.enabled&&this.__cache__[``].push(e.fn)}),e.forEach(e=>{this.__cache__[e]=[],this.__rules__.forEach(t=>{t.enabled&&t.alt.indexOf(e)>=0&&this.__cache__[e].push(t.fn)})})}at(e,t,n={}){let r=this.__find__(e);if(r===-1)throw Error(`Parser rule not found: ${e}`);this.__rules__[r].fn=t,this.__rules__[r].alt=n.alt||[],this.__cache__=null}before(e,t,n,r={}){let i=this.__find__(e);if(i===-1)throw Error(`Parser rule not found: ${e}`);this.__rules__.splice(i,0,{name:t,enabled:!0,fn:n,alt:r.alt||[]}),this.__cache__=null}after(e,t,n,r={}){let i=this.__find__(e);if(i===-1)throw Error(`Parser rule not found: ${e}`);this.__rules__.splice(i+1,0,{name:t,enabled:!0,fn:n,alt:r.alt||[]}),this.__cache__=null}push(e,t,n={}){this.__rules__.push({name:e,enabled:!0,fn:t,alt:n.alt||[]}),this.__cache__=null}enable(e,t=!1){Array.isArray(e)||(e=[e]);let n=[];return e.forEach(e=>{let r=this.__find__(e);if(r<0){if(t)return;throw Error(`Rules manager: invalid rule name ${e}`)}this.__rules__[r].enabled=!0,n.push(e)}),this.__cache__=null,n}enableOnly(e,t=!1){Array.isArray(e)||(e=[e]),this.__rules__.forEach(e=>{e.enabled=!1}),this.enable(e,t)}disable(e,t=!1){Array.isArray(e)||(e=[e]);let n=[];return e.forEach(e=>{let r=this.__find__(e);if(r<0){if(t)return;throw Error(`Rules manager: invalid rule name ${e}`)}this.__rules__[r].enabled=!1,n.push(e)}),this.__cache__=null,n}getRules(e){return this.__cache__||this.__compile__(),this.__cache__[e]||[]}},Fl={};Fl.code_inline=function(e,t,n,r,i){let a=e[t];return`<code${i.renderAttrs(a)}>${hl(a.content)}</code>`},Fl.code_block=function(e,t,n,r,i){let a=e[t];return`<pre${i.renderAttrs(a)}><code>${hl(e[t].content)}</code></pre>\n`},Fl.fence=function(e,t,n,r,i){let a=e[t],o=a.info?ul(a.info).trim():``,s=``,c=``;if(o){let e=o.split(/(\s+)/g);s=e[0],c=e.slice(2).join(``)}let l;if(l=n.highlight&&n.highlight(a.content,s,c)||hl(a.content),l.indexOf(`<pre`)===0)return l+`
`;if(o){let e=a.attrIndex(`class`),t=a.attrs?a.attrs.slice():[];e<0?t.push([`class`,`${n.langPrefix}${s}`]):(t[e]=[t[e][0],t[e][1]],t[e][1]+=` ${n.langPrefix}${s}`);let r={attrs:t};return`<pre><code${i.renderAttrs(r)}>${l}</code></pre>\n`}return`<pre><code${i.renderAttrs(a)}>${l}</code></pre>\n`},Fl.image=function(e,t,n,r,i){let a=e[t];return a.attrs[a.attrIndex(`alt`)][1]=i.renderInlineAsText(a.children,n,r),i.renderToken(e,t,n)},Fl.hardbreak=function(e,t,n){return n.xhtmlOut?`<br />
`:`<br>
`},Fl.softbreak=function(e,t,n){return n.breaks?n.xhtmlOut?`<br />
`:`<br>
`:`
`},Fl.text=function(e,t){return hl(e[t].content)},Fl.html_block=function(e,t){return e[t].content},Fl.html_inline=function(e,t){return e[t].content};var Il=class{constructor(){Q(this,`rules`,Object.assign({},Fl))}renderAttrs(e){let t,n,r;if(!e.attrs)return``;for(r=``,t=0,n=e.attrs.length;t<n;t++)r+=` ${hl(e.attrs[t][0])}="${hl(String(e.attrs[t][1]))}"`;return r}renderToken(e,t,n){let r=e[t],i=``;if(r.hidden)return``;let a=t-1;for(;a>=0&&e[a].hidden&&e[a].nesting===0;)a--;r.block&&r.nesting!==-1&&a>=0&&e[a].hidden&&e[a].nesting===-1&&(i+=`
`),i+=(r.nesting===-1?`</`:`<`)+r.tag,i+=this.renderAttrs(r),r.nesting===0&&n.xhtmlOut&&(i+=` /`);let o=!1;if(r.block&&(o=!0,r.nesting===1)){let n=t+1;for(;n<e.length&&e[n].hidden&&e[n].nesting===0;)n++;if(n<e.length){let t=e[n];(t.type===`inline`||t.hidden||t.nesting===-1&&t.tag===r.tag)&&(o=!1)}}return i+=o?`>
`:`>`,i}renderInline(e,t,n){let r=``,i=this.rules;for(let a=0,o=e.length;a<o;a++){let o=e[a].type;i[o]===void 0?r+=this.renderToken(e,a,t):r+=i[o](e,a,t,n,this)}return r}renderInlineAsText(e,t,n){let r=``;for(let i=0,a=e.length;i<a;i++)switch(e[i].type){case`text`:case`code_inline`:r+=e[i].content;break;case`image`:r+=this.renderInlineAsText(e[i].children,t,n);break;case`html_inline`:case`html_block`:r+=e[i].content;break;case`softbreak`:case`hardbreak`:r+=`
`}return r}render(e,t,n){let r=``,i=this.rules;for(let a=0,o=e.length;a<o;a++){let o=e[a].type;o===`inline`?r+=this.renderInline(e[a].children,t,n):i[o]===void 0?r+=this.renderToken(e,a,t):r+=i[o](e,a,t,n,this)}return r}},Ll=class{constructor(e,t,n){Q(this,`tokens`,[]),Q(this,`inlineMode`,!1),Q(this,`Token`,Nl),this.src=e,this.env=n,this.md=t}},Rl=/\r\n?/g,zl=/\0/g;function Bl(e){let t;t=e.src.replace(Rl,`
`),t=t.replace(zl,`�`),e.src=t}function Vl(e){let t;e.inlineMode?(t=new e.Token(`inline`,``,0),t.content=e.src,t.map=[0,1],t.children=[],e.tokens.push(t)):e.md.block.parse(e.src,e.md,e.env,e.tokens)}function Hl(e){let t=e.tokens,n=0;for(let e=0;e<t.length;e++)t[e].type!==`reference_definition`&&(e!==n&&(t[n]=t[e]),n++);t.length!==n&&(t.length=n)}function Ul(e){let t=e.tokens;for(let n=0,r=t.length;n<r;n++){let r=t[n];r.type===`inline`&&e.md.inline.parse(r.content,e.md,e.env,r.children)}}function Wl(e){return/^<a[>\s]/i.test(e)}function Gl(e){return/^<\/a\s*>/i.test(e)}function Kl(e){let t=e.tokens;if(e.md.options.linkify)for(let n=0,r=t.length;n<r;n++){if(t[n].type!==`inline`||!e.md.linkify.test(t[n].content))continue;let r=t[n].children,i=[],a=0;for(let t=r.length-1;t>=0;t--){let n=r[t];if(n.type===`link_close`)for(t--;r[t].level!==n.level&&r[t].type!==`link_open`;)t--;else if(n.type===`html_inline`&&(Wl(n.content)&&a>0&&a--,Gl(n.content)&&a++),!(a>0)&&n.type===`text`&&e.md.linkify.test(n.content)){let a=n.content,o=e.md.linkify.match(a),s=[],c=n.level,l=0;o.length>0&&o[0].index===0&&t>0&&r[t-1].type===`text_special`&&(o=o.slice(1));for(let t=0;t<o.length;t++){let n=o[t].url,r=e.md.normalizeLink(n);if(!e.md.validateLink(r))continue;let i=o[t].text;i=o[t].schema?o[t].schema===`mailto:`&&!/^mailto:/i.test(i)?e.md.normalizeLinkText(`mailto:${i}`).replace(/^mailto:/,``):e.md.normalizeLinkText(i):e.md.normalizeLinkText(`http://${i}`).replace(/^http:\/\//,``);let u=o[t].index;if(u>l){let t=new e.Token(`text`,``,0);t.content=a.slice(l,u),t.level=c,s.push(t)}let d=new e.Token(`link_open`,`a`,1);d.attrs=[[`href`,r]],d.level=c++,d.markup=`linkify`,d.info=`auto`,s.push(d);let f=new e.Token(`text`,``,0);f.content=i,f.level=c,s.push(f);let p=new e.Token(`link_close`,`a`,-1);p.level=--c,p.markup=`linkify`,p.info=`auto`,s.push(p),l=o[t].lastIndex}if(l<a.length){let t=new e.Token(`text`,``,0);t.content=a.slice(l),t.level=c,s.push(t)}i.push({index:t,nodes:s})}}if(i.length>0){let e=r.length;for(let t of i)e+=t.nodes.length-1;let a=Array(e),o=0,s=0;i.reverse();for(let e=0;e<r.length;e++){let t=i[o];if(t?.index===e){for(let e of t.nodes)a[s++]=e;o++}else a[s++]=r[e]}t[n].children=a}}}var ql=/\+-|\.\.|\?\?\?\?|!!!!|,,|--/,Jl=/\((c|tm|r)\)/i,Yl=/\((c|tm|r)\)/gi,Xl={c:`©`,r:`®`,tm:`™`};function Zl(e,t){return Xl[t.toLowerCase()]}function Ql(e){let t=0;for(let n=e.length-1;n>=0;n--){let r=e[n];r.type===`text`&&!t&&(r.content=r.content.replace(Yl,Zl)),r.type===`link_open`&&r.info===`auto`&&t--,r.type===`link_close`&&r.info===`auto`&&t++}}function $l(e){let t=0;for(let n=e.length-1;n>=0;n--){let r=e[n];r.type===`text`&&!t&&ql.test(r.content)&&(r.content=r.content.replace(/\+-/g,`±`).replace(/\.{2,}/g,`…`).replace(/([?!])…/g,`$1..`).replace(/([?!]){4,}/g,`$1$1$1`).replace(/,{2,}/g,`,`).replace(/(^|[^-])---(?=[^-]|$)/gm,`$1—`).replace(/(^|\s)--(?=\s|$)/gm,`$1–`).replace(/(^|[^-\s])--(?=[^-\s]|$)/gm,`$1–`)),r.type===`link_open`&&r.info===`auto`&&t--,r.type===`link_close`&&r.info===`auto`&&t++}}function eu(e){let t;if(e.md.options.typographer)for(t=e.tokens.length-1;t>=0;t--)e.tokens[t].type===`inline`&&(Jl.test(e.tokens[t].content)&&Ql(e.tokens[t].children),ql.test(e.tokens[t].content)&&$l(e.tokens[t].children))}var tu=/['"]/,nu=/['"]/g,ru=`’`,iu=1e3;function au(e,t,n){for(;e.length>n;){let n=e.pop();n.isSingleQuote?t.single=n.prevSameQuoteIdx:t.double=n.prevSameQuoteIdx}}function ou(e,t,n,r){e[t]||(e[t]=[]),e[t].push({pos:n,ch:r})}function su(e,t){let n=``,r=0;t.sort((e,t)=>e.pos-t.pos);for(let i=0;i<t.length;i++){let a=t[i];n+=e.slice(r,a.pos)+a.ch,r=a.pos+1}return n+e.slice(r)}function cu(e,t){let n,r=[],i={single:-1,double:-1},a={};for(let o=0;o<e.length;o++){let s=e[o],c=e[o].level;for(n=r.length-1;n>=0&&!(r[n].level<=c);n--);if(au(r,i,n+1),s.type!==`text`)continue;let l=s.content,u=0,d=l.length;OUTER:for(;u<d;){nu.lastIndex=u;let s=nu.exec(l);if(!s)break;let f=!0,p=!0;u=s.index+1;let m=s[0]===`'`,h=32;if(s.index-1>=0)h=l.charCodeAt(s.index-1);else for(n=o-1;n>=0&&e[n].type!==`softbreak`&&e[n].type!==`hardbreak`;n--)if(e[n].content){h=e[n].content.charCodeAt(e[n].content.length-1);break}let g=32;if(u<d)g=l.charCodeAt(u);else for(n=o+1;n<e.length&&e[n].type!==`softbreak`&&e[n].type!==`hardbreak`;n++)if(e[n].content){g=e[n].content.charCodeAt(0);break}let _=xl(h)||bl(h),v=xl(g)||bl(g),y=vl(h),b=vl(g);if(b?f=!1:v&&(y||_||(f=!1)),y?p=!1:_&&(b||v||(p=!1)),g===34&&s[0]===`"`&&h>=48&&h<=57&&(p=f=!1),f&&p&&(f=_,p=v),!f&&!p)m&&ou(a,o,s.index,ru);else{if(p&&(n=m?i.single:i.double,n>=0&&r[n].level===c)){let e=r[n],c,l;m?(c=t.md.options.quotes[2],l=t.md.options.quotes[3]):(c=t.md.options.quotes[0],l=t.md.options.quotes[1]),ou(a,o,s.index,l),ou(a,e.tokenIdx,e.contentPos,c),au(r,i,n);continue OUTER}if(f){if(r.length>=iu)return;r.push({tokenIdx:o,contentPos:s.index,isSingleQuote:m,level:c,prevSameQuoteIdx:m?i.single:i.double}),m?i.single=r.length-1:i.double=r.length-1}else p&&m&&ou(a,o,s.index,ru)}}}Object.keys(a).forEach(function(t){let n=Number(t);e[n].content=su(e[n].content,a[t])})}function lu(e){if(e.md.options.typographer)for(let t=e.tokens.length-1;t>=0;t--)e.tokens[t].type===`inline`&&tu.test(e.tokens[t].content)&&cu(e.tokens[t].children,e)}function uu(e){let t,n,r=e.length;for(t=0;t<r;t++)e[t].type===`text_special`&&(e[t].type=`text`);for(t=n=0;t<r;t++)e[t].type===`text`&&t+1<r&&e[t+1].type===`text`?e[t+1].content=e[t].content+e[t+1].content:(t!==n&&(e[n]=e[t]),n++);t!==n&&(e.length=n)}function du(e){let t,n,r=e.tokens,i=r.length;for(let e=0;e<i;e++){if(r[e].type!==`inline`)continue;let i=r[e].children,a=i.length;for(t=0;t<a;t++)i[t].type===`text_special`&&(i[t].type=`text`),i[t].children&&uu(i[t].children);for(t=n=0;t<a;t++)i[t].type===`text`&&t+1<a&&i[t+1].type===`text`?i[t+1].content=i[t].content+i[t+1].content:(t!==n&&(i[n]=i[t]),n++);t!==n&&(i.length=n)}}var fu=[[`normalize`,Bl],[`block`,Vl],[`strip_references`,Hl],[`inline`,Ul],[`linkify`,Kl],[`replacements`,eu],[`smartquotes`,lu],[`text_join`,du]],pu=class{constructor(){Q(this,`ruler`,new Pl),Q(this,`State`,Ll);for(let e=0;e<fu.length;e++)this.ruler.push(fu[e][0],fu[e][1])}process(e){let t=this.ruler.getRules(``);for(let n=0,r=t.length;n<r;n++)t[n](e)}},mu=class{constructor(e,t,n,r){Q(this,`bMarks`,[]),Q(this,`eMarks`,[]),Q(this,`tShift`,[]),Q(this,`sCount`,[]),Q(this,`bsCount`,[]),Q(this,`blkIndent`,0),Q(this,`line`,0),Q(this,`lineMax`,0),Q(this,`tight`,!1),Q(this,`listIndent`,-1),Q(this,`parentType`,`root`),Q(this,`level`,0),Q(this,`Token`,Nl),this.src=e,this.md=t,this.env=n,this.tokens=r;let i=this.src;for(let e=0,t=0,n=0,r=0,a=i.length,o=!1;t<a;t++){let s=i.charCodeAt(t);if(!o){if(Z(s)){n++,s===9?r+=4-r%4:r++;continue}o=!0}(s===10||t===a-1)&&(s!==10&&t++,this.bMarks.push(e),this.eMarks.push(t),this.tShift.push(n),this.sCount.push(r),this.bsCount.push(0),o=!1,n=0,r=0,e=t+1)}this.bMarks.push(i.length),this.eMarks.push(i.length),this.tShift.push(0),this.sCount.push(0),this.bsCount.push(0),this.lineMax=this.bMarks.length-1}push(e,t,n){let r=new Nl(e,t,n);return r.block=!0,n<0&&this.level--,r.level=this.level,n>0&&this.level++,this.tokens.push(r),r}isEmpty(e){return this.bMarks[e]+this.tShift[e]>=this.eMarks[e]}skipEmptyLines(e){for(let t=this.lineMax;e<t&&!(this.bMarks[e]+this.tShift[e]<this.eMarks[e]);e++);return e}skipSpaces(e){for(let t=this.src.length;e<t&&Z(this.src.charCodeAt(e));e++);return e}skipSpacesBack(e,t){if(e<=t)return e;for(;e>t;)if(!Z(this.src.charCodeAt(--e)))return e+1;return e}skipChars(e,t){for(let n=this.src.length;e<n&&this.src.charCodeAt(e)===t;e++);return e}skipCharsBack(e,t,n){if(e<=n)return e;for(;e>n;)if(t!==this.src.charCodeAt(--e))return e+1;return e}getLines(e,t,n,r){if(e>=t)return``;let i=Array(t-e);for(let a=0,o=e;o<t;o++,a++){let e=0,s=this.bMarks[o],c=s,l;for(l=o+1<t||r?this.eMarks[o]+1:this.eMarks[o];c<l&&e<n;){let t=this.src.charCodeAt(c);if(Z(t))t===9?e+=4-(e+this.bsCount[o])%4:e++;else if(c-s<this.tShift[o])e++;else break;c++}e>n?i[a]=Array(e-n+1).join(` `)+this.src.slice(c,l):i[a]=this.src.slice(c,l)}return i.join(``)}},hu=65536;function gu(e,t){let n=e.bMarks[t]+e.tShift[t],r=e.eMarks[t];return e.src.slice(n,r)}function _u(e){let t=[],n=e.length,r=0,i=e.charCodeAt(r),a=!1,o=0,s=``;for(;r<n;)i===124&&(a?(s+=e.substring(o,r-1),o=r):(t.push(s+e.substring(o,r)),s=``,o=r+1)),a=i===92,r++,i=e.charCodeAt(r);return t.push(s+e.substring(o)),t}function vu(e,t,n,r){if(t+2>n)return!1;let i=t+1;if(e.sCount[i]<e.blkIndent||e.sCount[i]-e.blkIndent>=4)return!1;let a=e.bMarks[i]+e.tShift[i];if(a>=e.eMarks[i])return!1;let o=e.src.charCodeAt(a++);if(o!==124&&o!==45&&o!==58||a>=e.eMarks[i])return!1;let s=e.src.charCodeAt(a++);if(s!==124&&s!==45&&s!==58&&!Z(s)||o===45&&Z(s))return!1;for(;a<e.eMarks[i];){let t=e.src.charCodeAt(a);if(t!==124&&t!==45&&t!==58&&!Z(t))return!1;a++}let c=gu(e,t+1),l=c.split(`|`),u=[];for(let e=0;e<l.length;e++){let t=l[e].trim();if(!t){if(e===0||e===l.length-1)continue;return!1}if(!/^:?-+:?$/.test(t))return!1;t.charCodeAt(t.length-1)===58?u.push(t.charCodeAt(0)===58?`center`:`right`):t.charCodeAt(0)===58?u.push(`left`):u.push(``)}if(c=gu(e,t).trim(),c.indexOf(`|`)===-1||e.sCount[t]-e.blkIndent>=4)return!1;l=_u(c),l.length&&l[0]===``&&l.shift(),l.length&&l[l.length-1]===``&&l.pop();let d=l.length;if(d===0||d!==u.length)return!1;if(r)return!0;let f=e.parentType;e.parentType=`table`;let p=e.md.block.ruler.getRules(`blockquote`),m=e.push(`table_open`,`table`,1),h=[t,0];m.map=h;let g=e.push(`thead_open`,`thead`,1);g.map=[t,t+1];let _=e.push(`tr_open`,`tr`,1);_.map=[t,t+1];for(let t=0;t<l.length;t++){let n=e.push(`th_open`,`th`,1);u[t]&&(n.attrs=[[`style`,`text-align:${u[t]}`]]);let r=e.push(`inline`,``,0);r.content=l[t].trim(),r.children=[],e.push(`th_close`,`th`,-1)}e.push(`tr_close`,`tr`,-1),e.push(`thead_close`,`thead`,-1);let v,y=0;for(i=t+2;i<n&&!(e.sCount[i]<e.blkIndent);i++){let r=!1;for(let t=0,a=p.length;t<a;t++)if(p[t](e,i,n,!0)){r=!0;break}if(r||(c=gu(e,i).trim(),!c)||e.sCount[i]-e.blkIndent>=4||(l=_u(c),l.length&&l[0]===``&&l.shift(),l.length&&l[l.length-1]===``&&l.pop(),y+=d-l.length,y>hu))break;if(i===t+2){let n=e.push(`tbody_open`,`tbody`,1);n.map=v=[t+2,0]}let a=e.push(`tr_open`,`tr`,1);a.map=[i,i+1];for(let t=0;t<d;t++){let n=e.push(`td_open`,`td`,1);u[t]&&(n.attrs=[[`style`,`text-align:${u[t]}`]]);let r=e.push(`inline`,``,0);r.content=l[t]?l[t].trim():``,r.children=[],e.push(`td_close`,`td`,-1)}e.push(`tr_close`,`tr`,-1)}return v&&(e.push(`tbody_close`,`tbody`,-1),v[1]=i),e.push(`table_close`,`table`,-1),h[1]=i,e.parentType=f,e.line=i,!0}function yu(e,t,n){if(e.sCount[t]-e.blkIndent<4)return!1;let r=t+1,i=r;for(;r<n;)if(e.isEmpty(r))r++;else if(e.sCount[r]-e.blkIndent>=4)r++,i=r;else break;e.line=i;let a=e.push(`code_block`,`code`,0);return a.content=e.getLines(t,i,4+e.blkIndent,!1)+`
`,a.map=[t,e.line],!0}function bu(e,t,n,r){let i=e.bMarks[t]+e.tShift[t],a=e.eMarks[t];if(e.sCount[t]-e.blkIndent>=4||i+3>a)return!1;let o=e.src.charCodeAt(i);if(o!==126&&o!==96)return!1;let s=i;i=e.skipChars(i,o);let c=i-s;if(c<3)return!1;let l=e.src.slice(s,i),u=e.src.slice(i,a);if(o===96&&u.indexOf(String.fromCharCode(o))>=0)return!1;if(r)return!0;let d=t,f=!1;for(;d++,!(d>=n||(i=s=e.bMarks[d]+e.tShift[d],a=e.eMarks[d],i<a&&e.sCount[d]<e.blkIndent));)if(e.src.charCodeAt(i)===o&&!(e.sCount[d]-e.blkIndent>=4)&&(i=e.skipChars(i,o),!(i-s<c)&&(i=e.skipSpaces(i),!(i<a)))){f=!0;break}c=e.sCount[t],e.line=d+ +!!f;let p=e.push(`fence`,`code`,0);return p.info=u,p.content=e.getLines(t+1,d,c,!0),p.markup=l,p.map=[t,e.line],!0}function xu(e,t,n,r){let i=e.bMarks[t]+e.tShift[t],a=e.eMarks[t],o=e.lineMax;if(e.sCount[t]-e.blkIndent>=4||e.src.charCodeAt(i)!==62)return!1;if(r)return!0;let s=[],c=[],l=[],u=[],d=e.md.block.ruler.getRules(`blockquote`),f=e.parentType;e.parentType=`blockquote`;let p=!1,m;for(m=t;m<n;m++){let t=e.sCount[m]<e.blkIndent;if(i=e.bMarks[m]+e.tShift[m],a=e.eMarks[m],i>=a)break;if(e.src.charCodeAt(i++)===62&&!t){let t=e.sCount[m]+1,n,r;e.src.charCodeAt(i)===32?(i++,t++,r=!1,n=!0):e.src.charCodeAt(i)===9?(n=!0,(e.bsCount[m]+t)%4==3?(i++,t++,r=!1):r=!0):n=!1;let o=t;for(s.push(e.bMarks[m]),e.bMarks[m]=i;i<a;){let t=e.src.charCodeAt(i);if(Z(t))t===9?o+=4-(o+e.bsCount[m]+ +!!r)%4:o++;else break;i++}p=i>=a,c.push(e.bsCount[m]),e.bsCount[m]=e.sCount[m]+1+ +!!n,l.push(e.sCount[m]),e.sCount[m]=o-t,u.push(e.tShift[m]),e.tShift[m]=i-e.bMarks[m];continue}if(p)break;let r=!1;for(let t=0,i=d.length;t<i;t++)if(d[t](e,m,n,!0)){r=!0;break}if(r){e.lineMax=m,e.blkIndent!==0&&(s.push(e.bMarks[m]),c.push(e.bsCount[m]),u.push(e.tShift[m]),l.push(e.sCount[m]),e.sCount[m]-=e.blkIndent);break}s.push(e.bMarks[m]),c.push(e.bsCount[m]),u.push(e.tShift[m]),l.push(e.sCount[m]),e.sCount[m]=-1}let h=e.blkIndent;e.blkIndent=0;let g=e.push(`blockquote_open`,`blockquote`,1);g.markup=`>`;let _=[t,0];g.map=_,e.md.block.tokenize(e,t,m);let v=e.push(`blockquote_close`,`blockquote`,-1);v.markup=`>`,e.lineMax=o,e.parentType=f,_[1]=e.line;for(let n=0;n<u.length;n++)e.bMarks[n+t]=s[n],e.tShift[n+t]=u[n],e.sCount[n+t]=l[n],e.bsCount[n+t]=c[n];return e.blkIndent=h,!0}function Su(e,t,n,r){let i=e.eMarks[t];if(e.sCount[t]-e.blkIndent>=4)return!1;let a=e.bMarks[t]+e.tShift[t],o=e.src.charCodeAt(a++);if(o!==42&&o!==45&&o!==95)return!1;let s=1;for(;a<i;){let t=e.src.charCodeAt(a++);if(t!==o&&!Z(t))return!1;t===o&&s++}if(s<3)return!1;if(r)return!0;e.line=t+1;let c=e.push(`hr`,`hr`,0);return c.map=[t,e.line],c.markup=Array(s+1).join(String.fromCharCode(o)),!0}function Cu(e,t){let n=e.eMarks[t],r=e.bMarks[t]+e.tShift[t],i=e.src.charCodeAt(r++);return i!==42&&i!==45&&i!==43||r<n&&!Z(e.src.charCodeAt(r))?-1:r}function wu(e,t){let n=e.bMarks[t]+e.tShift[t],r=e.eMarks[t],i=n;if(i+1>=r)return-1;let a=e.src.charCodeAt(i++);if(a<48||a>57)return-1;for(;;){if(i>=r)return-1;if(a=e.src.charCodeAt(i++),a>=48&&a<=57){if(i-n>=10)return-1}else{if(a===41||a===46)break;return-1}}return i<r&&(a=e.src.charCodeAt(i),!Z(a))?-1:i}function Tu(e,t){let n=e.level+2;for(let r=t+2,i=e.tokens.length-2;r<i;r++)e.tokens[r].level===n&&e.tokens[r].type===`paragraph_open`&&(e.tokens[r+2].hidden=!0,e.tokens[r].hidden=!0,r+=2)}function Eu(e,t,n,r){let i,a,o,s,c=t,l=!0;if(e.sCount[c]-e.blkIndent>=4||e.listIndent>=0&&e.sCount[c]-e.listIndent>=4&&e.sCount[c]<e.blkIndent)return!1;let u=!1;r&&e.parentType===`paragraph`&&e.sCount[c]>=e.blkIndent&&(u=!0);let d,f,p;if((p=wu(e,c))>=0){if(d=!0,o=e.bMarks[c]+e.tShift[c],f=Number(e.src.slice(o,p-1)),u&&f!==1)return!1}else if((p=Cu(e,c))>=0)d=!1;else return!1;if(u&&e.skipSpaces(p)>=e.eMarks[c])return!1;if(r)return!0;let m=e.src.charCodeAt(p-1),h=e.tokens.length;d?(s=e.push(`ordered_list_open`,`ol`,1),f!==1&&(s.attrs=[[`start`,f]])):s=e.push(`bullet_list_open`,`ul`,1);let g=[c,0];s.map=g,s.markup=String.fromCharCode(m);let _=!1,v=e.md.block.ruler.getRules(`list`),y=e.parentType;for(e.parentType=`list`;c<n;){a=p,i=e.eMarks[c];let t=e.sCount[c]+p-(e.bMarks[c]+e.tShift[c]),r=t;for(;a<i;){let t=e.src.charCodeAt(a);if(t===9)r+=4-(r+e.bsCount[c])%4;else if(t===32)r++;else break;a++}let u=a,f;f=u>=i?1:r-t,f>4&&(f=1);let h=t+f;s=e.push(`list_item_open`,`li`,1),s.markup=String.fromCharCode(m);let g=[c,0];s.map=g,d&&(s.info=e.src.slice(o,p-1));let y=e.tight,b=e.tShift[c],x=e.sCount[c],S=e.listIndent;if(e.listIndent=e.blkIndent,e.blkIndent=h,e.tight=!0,e.tShift[c]=u-e.bMarks[c],e.sCount[c]=r,u>=i&&e.isEmpty(c+1)?e.line=Math.min(e.line+2,n):e.md.block.tokenize(e,c,n),(!e.tight||_)&&(l=!1),_=e.line-c>1&&e.isEmpty(e.line-1),e.blkIndent=e.listIndent,e.listIndent=S,e.tShift[c]=b,e.sCount[c]=x,e.tight=y,s=e.push(`list_item_close`,`li`,-1),s.markup=String.fromCharCode(m),c=e.line,g[1]=c,c>=n||e.sCount[c]<e.blkIndent||e.sCount[c]-e.blkIndent>=4)break;let C=!1;for(let t=0,r=v.length;t<r;t++)if(v[t](e,c,n,!0)){C=!0;break}if(C)break;if(d){if(p=wu(e,c),p<0)break;o=e.bMarks[c]+e.tShift[c]}else if(p=Cu(e,c),p<0)break;if(m!==e.src.charCodeAt(p-1))break}return s=d?e.push(`ordered_list_close`,`ol`,-1):e.push(`bullet_list_close`,`ul`,-1),s.markup=String.fromCharCode(m),g[1]=c,e.line=c,e.parentType=y,l&&Tu(e,h),!0}var Du=999;function Ou(e){let t=e.length;for(let n=0;n<e.length-1;n++){let r=e.charCodeAt(n);if(r<55296||r>56319)continue;let i=e.charCodeAt(n+1);i>=56320&&i<=57343&&(t--,n++)}return t}function ku(e,t){return Math.min(e.eMarks[t]+1,e.src.length)}function Au(e,t){let n=e.lineMax;if(t>=n||e.isEmpty(t))return-1;let r=!1;if(e.sCount[t]-e.blkIndent>3&&(r=!0),e.sCount[t]<0&&(r=!0),!r){let r=e.md.block.ruler.getRules(`reference`),i=e.parentType;e.parentType=`reference`;let a=!1;for(let i=0,o=r.length;i<o;i++)if(r[i](e,t,n,!0)){a=!0;break}if(e.parentType=i,a)return-1}return e.bMarks[t]+e.tShift[t]}function ju(e,t,n,r){let i=e.src,a=e.bMarks[t]+e.tShift[t],o=t+1;if(e.sCount[t]-e.blkIndent>=4||i.charCodeAt(a)!==91)return!1;let s=ku(e,t),c=``,l=-1,u=++a;for(;a<s;){if(c.length+a-u>Du*2)return!1;let t=i.charCodeAt(a);if(t===91)return!1;if(t===93){l=a;break}if(t===92&&(t=i.charCodeAt(++a)),t===10&&a<s){let t=Au(e,o);if(t<0)return!1;c+=i.slice(u,s),a=u=t,s=ku(e,o++)}else a++}if(l<0||i.charCodeAt(l+1)!==58||(c+=i.slice(u,l),c.length>Du&&Ou(c)>Du))return!1;for(a=l+2;a<s;){let t=i.charCodeAt(a);if(t===10){let t=Au(e,o);if(t<0)break;a=t,s=ku(e,o++)}else if(Z(t))a++;else break}let d=e.md.helpers.parseLinkDestination(i,a,s);if(!d.ok)return!1;let f=e.md.normalizeLink(d.str);if(!e.md.validateLink(f))return!1;a=d.pos;let p=a,m=s,h=o;for(;a<s;){let t=i.charCodeAt(a);if(t===10){let t=Au(e,o);if(t<0)break;a=t,s=ku(e,o++)}else if(Z(t))a++;else break}let g=a,_=e.md.helpers.parseLinkTitle(i,a,s);for(;_.can_continue;){let t=Au(e,o);if(t<0)break;a=t,s=ku(e,o++),_=e.md.helpers.parseLinkTitle(i,a,s,_)}let v;for(g!==p&&_.ok?(v=_.str,a=_.pos):(v=``,a=p,s=m,o=h);a<s&&Z(i.charCodeAt(a));)a++;if(a<s&&i.charCodeAt(a)!==10&&v)for(v=``,a=p,s=m,o=h;a<s&&Z(i.charCodeAt(a));)a++;if(a<s&&i.charCodeAt(a)!==10)return!1;let y=Sl(c);if(!y)return!1;if(r)return!0;e.env.references===void 0&&(e.env.references={}),e.env.references[y]===void 0&&(e.env.references[y]={title:v,href:f});let b=e.push(`reference_definition`,``,0);b.map=[t,o],b.hidden=!0;let x=Object.create(null);return x.label=y,b.meta=x,e.line=o,!0}var Mu=`address.article.aside.base.basefont.blockquote.body.caption.center.col.colgroup.dd.details.dialog.dir.div.dl.dt.fieldset.figcaption.figure.footer.form.frame.frameset.h1.h2.h3.h4.h5.h6.head.header.hr.html.iframe.legend.li.link.main.menu.menuitem.nav.noframes.ol.optgroup.option.p.param.search.section.summary.table.tbody.td.tfoot.th.thead.title.tr.track.ul`.split(`.`),Nu=`<[A-Za-z][A-Za-z0-9\\-]*(?:\\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\\s*=\\s*(?:[^"'=<>\`\\x00-\\x20]+|'[^']*'|"[^"]*"))?)*\\s*\\/?>`,Pu=`<\\/[A-Za-z][A-Za-z0-9\\-]*\\s*>`;RegExp(`^(?:${Nu}|${Pu}|<!---?>|<!--(?:[^-]|-[^-]|--[^>])*-->|<[?][\\s\\S]*?[?]>|<![A-Za-z][^>]*>|<!\\[CDATA\\[[\\s\\S]*?\\]\\]>)`);var Fu=RegExp(`^(?:${Nu}|${Pu})`),Iu=[[/^<(script|pre|style|textarea)(?=(\s|>|$))/i,/<\/(script|pre|style|textarea)>/i,!0],[/^<!--/,/-->/,!0],[/^<\?/,/\?>/,!0],[/^<![A-Za-z]/,/>/,!0],[/^<!\[CDATA\[/,/\]\]>/,!0],[RegExp(`^</?(${Mu.join(`|`)})(?=(\\s|/?>|$))`,`i`),/^$/,!0],[RegExp(`${Fu.source}\\s*$`),/^$/,!1]];function Lu(e,t,n,r){let i=e.bMarks[t]+e.tShift[t],a=e.eMarks[t];if(e.sCount[t]-e.blkIndent>=4||!e.md.options.html||e.src.charCodeAt(i)!==60)return!1;let o=e.src.slice(i,a),s=0;for(;s<Iu.length&&!Iu[s][0].test(o);s++);if(s===Iu.length)return!1;if(r)return Iu[s][2];let c=t+1,l=Iu[s][1].test(``);if(!Iu[s][1].test(o)){for(;c<n&&!(e.sCount[c]<e.blkIndent&&(l||!e.isEmpty(c)));c++)if(i=e.bMarks[c]+e.tShift[c],a=e.eMarks[c],o=e.src.slice(i,a),Iu[s][1].test(o)){o.length!==0&&c++;break}}e.line=c;let u=e.push(`html_block`,``,0);return u.map=[t,c],u.content=e.getLines(t,c,e.blkIndent,!0),!0}function Ru(e,t,n,r){let i=e.bMarks[t]+e.tShift[t],a=e.eMarks[t];if(e.sCount[t]-e.blkIndent>=4)return!1;let o=e.src.charCodeAt(i);if(o!==35||i>=a)return!1;let s=1;for(o=e.src.charCodeAt(++i);o===35&&i<a&&s<=6;)s++,o=e.src.charCodeAt(++i);if(s>6||i<a&&!Z(o))return!1;if(r)return!0;a=e.skipSpacesBack(a,i);let c=e.skipCharsBack(a,35,i);c>i&&Z(e.src.charCodeAt(c-1))&&(a=c),e.line=t+1;let l=e.push(`heading_open`,`h${s}`,1);l.markup=`########`.slice(0,s),l.map=[t,e.line];let u=e.push(`inline`,``,0);u.content=wl(e.src.slice(i,a)),u.map=[t,e.line],u.children=[];let d=e.push(`heading_close`,`h${s}`,-1);return d.markup=`########`.slice(0,s),!0}function zu(e,t,n){let r=e.md.block.ruler.getRules(`paragraph`);if(e.sCount[t]-e.blkIndent>=4)return!1;let i=e.parentType;e.parentType=`paragraph`;let a=0,o,s=t+1;for(;s<n&&!e.isEmpty(s);s++){if(e.sCount[s]-e.blkIndent>3)continue;if(e.sCount[s]>=e.blkIndent){let t=e.bMarks[s]+e.tShift[s],n=e.eMarks[s];if(t<n&&(o=e.src.charCodeAt(t),(o===45||o===61)&&(t=e.skipChars(t,o),t=e.skipSpaces(t),t>=n))){a=o===61?1:2;break}}if(e.sCount[s]<0)continue;let t=!1;for(let i=0,a=r.length;i<a;i++)if(r[i](e,s,n,!0)){t=!0;break}if(t)break}if(!a)return e.parentType=i,!1;let c=wl(e.getLines(t,s,e.blkIndent,!1));e.line=s+1;let l=e.push(`heading_open`,`h${a}`,1);l.markup=String.fromCharCode(o),l.map=[t,e.line];let u=e.push(`inline`,``,0);u.content=c,u.map=[t,e.line-1],u.children=[];let d=e.push(`heading_close`,`h${a}`,-1);return d.markup=String.fromCharCode(o),e.parentType=i,!0}function Bu(e,t,n){let r=e.md.block.ruler.getRules(`paragraph`),i=e.parentType,a=t+1;for(e.parentType=`paragraph`;a<n&&!e.isEmpty(a);a++){if(e.sCount[a]-e.blkIndent>3||e.sCount[a]<0)continue;let t=!1;for(let i=0,o=r.length;i<o;i++)if(r[i](e,a,n,!0)){t=!0;break}if(t)break}let o=wl(e.getLines(t,a,e.blkIndent,!1));e.line=a;let s=e.push(`paragraph_open`,`p`,1);s.map=[t,e.line];let c=e.push(`inline`,``,0);return c.content=o,c.map=[t,e.line],c.children=[],e.push(`paragraph_close`,`p`,-1),e.parentType=i,!0}var Vu=[[`table`,vu,[`paragraph`,`reference`]],[`code`,yu],[`fence`,bu,[`paragraph`,`reference`,`blockquote`,`list`]],[`blockquote`,xu,[`paragraph`,`reference`,`blockquote`,`list`]],[`hr`,Su,[`paragraph`,`reference`,`blockquote`,`list`]],[`list`,Eu,[`paragraph`,`reference`,`blockquote`]],[`reference`,ju],[`html_block`,Lu,[`paragraph`,`reference`,`blockquote`]],[`heading`,Ru,[`paragraph`,`reference`,`blockquote`]],[`lheading`,zu],[`paragraph`,Bu]],Hu=class{constructor(){Q(this,`ruler`,new Pl),Q(this,`State`,mu);for(let e=0;e<Vu.length;e++)this.ruler.push(Vu[e][0],Vu[e][1],{alt:(Vu[e][2]||[]).slice()})}tokenize(e,t,n){let r=this.ruler.getRules(``),i=r.length,a=e.md.options.maxNesting,o=t,s=!1;for(;o<n&&(e.line=o=e.skipEmptyLines(o),!(o>=n||e.sCount[o]<e.blkIndent));){if(e.level>=a){e.line=n;break}let t=e.line,c=!1;for(let a=0;a<i;a++)if(c=r[a](e,o,n,!1),c){if(t>=e.line)throw Error(`block rule didn't increment state.line`);break}if(!c)throw Error(`none of the block rules matched`);e.tight=!s,e.isEmpty(e.line-1)&&(s=!0),o=e.line,o<n&&e.isEmpty(o)&&(s=!0,o++,e.line=o)}}parse(e,t,n,r){if(!e)return;let i=new this.State(e,t,n,r);this.tokenize(i,i.line,i.lineMax)}},Uu=class{constructor(e,t,n,r){Q(this,`pos`,0),Q(this,`level`,0),Q(this,`pending`,``),Q(this,`pendingLevel`,0),Q(this,`cache`,{}),Q(this,`backticks`,{}),Q(this,`backticksScanned`,!1),Q(this,`skipHtmlSpecial`,!1),Q(this,`linkLevel`,0),Q(this,`delimiters`,[]),Q(this,`_prev_delimiters`,[]),Q(this,`Token`,Nl),this.src=e,this.env=n,this.md=t,this.tokens=r,this.tokens_meta=Array(r.length),this.posMax=this.src.length}pushPending(){let e=new Nl(`text`,``,0);return e.content=this.pending,e.level=this.pendingLevel,this.tokens.push(e),this.pending=``,e}push(e,t,n){this.pending&&this.pushPending();let r=new Nl(e,t,n),i;return n<0&&(this.level--,this.delimiters=this._prev_delimiters.pop()),r.level=this.level,n>0&&(this.level++,this._prev_delimiters.push(this.delimiters),this.delimiters=[],i={delimiters:this.delimiters}),this.pendingLevel=this.level,this.tokens.push(r),this.tokens_meta.push(i),r}scanDelims(e,t){let n=this.posMax,r=this.src.charCodeAt(e),i;if(e===0)i=32;else if(e===1)i=this.src.charCodeAt(0),(i&63488)==55296&&(i=65533);else if(i=this.src.charCodeAt(e-1),(i&64512)==56320){let t=this.src.charCodeAt(e-2);i=(t&64512)==55296?65536+(t-55296<<10)+(i-56320):65533}else(i&64512)==55296&&(i=65533);let a=e;for(;a<n&&this.src.charCodeAt(a)===r;)a++;let o=a-e,s=a<n?this.src.charCodeAt(a):32;if((s&64512)==55296){let e=this.src.charCodeAt(a+1);s=(e&64512)==56320?65536+(s-55296<<10)+(e-56320):65533}else(s&64512)==56320&&(s=65533);let c=xl(i)||bl(i),l=xl(s)||bl(s),u=vl(i),d=vl(s),f=!d&&(!l||u||c),p=!u&&(!c||d||l);return{can_open:f&&(t||!p||c),can_close:p&&(t||!f||l),length:o}}};function Wu(e){switch(e){case 10:case 33:case 35:case 36:case 37:case 38:case 42:case 43:case 45:case 58:case 60:case 61:case 62:case 64:case 91:case 92:case 93:case 94:case 95:case 96:case 123:case 125:case 126:return!0;default:return!1}}function Gu(e,t){let n=e.pos;for(;n<e.posMax&&!Wu(e.src.charCodeAt(n));)n++;return n!==e.pos&&(t||(e.pending+=e.src.slice(e.pos,n)),e.pos=n,!0)}function Ku(e){return e>=65&&e<=90||e>=97&&e<=122}function qu(e){return e>=65&&e<=90||e>=97&&e<=122||e>=48&&e<=57||e===43||e===45||e===46}function Ju(e,t){if(!e.md.options.linkify||e.linkLevel>0)return!1;let n=e.pos,r=e.posMax;if(n+3>r||e.src.charCodeAt(n)!==58||e.src.charCodeAt(n+1)!==47||e.src.charCodeAt(n+2)!==47)return!1;let i=n-Math.min(10,e.pending.length,n),a=n;for(;a>i&&qu(e.src.charCodeAt(a-1));)a--;if(a===n||!Ku(e.src.charCodeAt(a)))return!1;let o=n-a,s=e.md.linkify.matchAtStart(e.src.slice(a));if(!s)return!1;let c=s.url;if(c.length<=o)return!1;let l=c.length;for(;l>0&&c.charCodeAt(l-1)===42;)l--;l!==c.length&&(c=c.slice(0,l));let u=e.md.normalizeLink(c);if(!e.md.validateLink(u))return!1;if(!t){e.pending=e.pending.slice(0,-o);let t=e.push(`link_open`,`a`,1);t.attrs=[[`href`,u]],t.markup=`linkify`,t.info=`auto`;let n=e.push(`text`,``,0);n.content=e.md.normalizeLinkText(c);let r=e.push(`link_close`,`a`,-1);r.markup=`linkify`,r.info=`auto`}return e.pos+=c.length-o,!0}function Yu(e,t){let n=e.pos;if(e.src.charCodeAt(n)!==10)return!1;let r=e.pending.length-1,i=e.posMax;if(!t){if(r>=0&&e.pending.charCodeAt(r)===32){if(r>=1&&e.pending.charCodeAt(r-1)===32){let t=r-1;for(;t>=1&&e.pending.charCodeAt(t-1)===32;)t--;e.pending=e.pending.slice(0,t),e.push(`hardbreak`,`br`,0)}else e.pending=e.pending.slice(0,-1),e.push(`softbreak`,`br`,0)}else e.push(`softbreak`,`br`,0)}for(n++;n<i&&Z(e.src.charCodeAt(n));)n++;return e.pos=n,!0}var Xu=[];for(let e=0;e<256;e++)Xu.push(0);`\\!"#$%&'()*+,./:;<=>?@[]^_\`{|}~-`.split(``).forEach(function(e){Xu[e.charCodeAt(0)]=1});function Zu(e,t){let n=e.pos,r=e.posMax;if(e.src.charCodeAt(n)!==92||(n++,n>=r))return!1;let i=e.src.charCodeAt(n);if(i===10){for(t||e.push(`hardbreak`,`br`,0),n++;n<r&&(i=e.src.charCodeAt(n),Z(i));)n++;return e.pos=n,!0}if(i===32){if(!t){let t=e.push(`text_special`,``,0);t.content=`\\`,t.markup=`\\`,t.info=`escape`}return e.pos=n,!0}let a=e.src[n];if(i>=55296&&i<=56319&&n+1<r){let t=e.src.charCodeAt(n+1);t>=56320&&t<=57343&&(a+=e.src[n+1],n++)}let o=`\\`+a;if(!t){let t=e.push(`text_special`,``,0);t.content=i<256&&Xu[i]!==0?a:o,t.markup=o,t.info=`escape`}return e.pos=n+1,!0}function Qu(e){let t={},n=0;for(;(n=e.indexOf("`",n))!==-1;){let r=n;for(;e.charCodeAt(++n)===96;);t[n-r]=r}return t}function $u(e,t){let n=e.pos;if(e.src.charCodeAt(n)!==96)return!1;let r=e.posMax,i=n+1;for(;i<r&&e.src.charCodeAt(i)===96;)i++;let a=e.src.slice(n,i),o=a.length;if(e.backticksScanned||=(e.backticks=Qu(e.src),!0),(e.backticks[o]??-1)>=i){let n=i,s;for(;(s=e.src.indexOf("`",n))!==-1&&s<r;){for(n=s+1;e.src.charCodeAt(n)===96;)n++;if(n>r)break;if(n-s===o){if(!t){let t=e.push(`code_inline`,`code`,0);t.markup=a;let n=e.src.slice(i,s).replace(/\n/g,` `);n.startsWith(` `)&&n.endsWith(` `)&&/[^ ]/.test(n)&&(n=n.slice(1,-1)),t.content=n}return e.pos=n,!0}}}return t||(e.pending+=a),e.pos=i,!0}function ed(e,t){let n=e.pos,r=e.src.charCodeAt(n);if(t||r!==126)return!1;let i=e.scanDelims(e.pos,!0),a=i.length,o=String.fromCharCode(r);if(a<2)return!1;let s;a%2&&(s=e.push(`text`,``,0),s.content=o,a--);for(let t=0;t<a;t+=2)s=e.push(`text`,``,0),s.content=o+o,e.delimiters.push({marker:r,length:0,token:e.tokens.length-1,end:-1,open:i.can_open,close:i.can_close});return e.pos+=i.length,!0}function td(e,t){let n,r=[],i=t.length;for(let a=0;a<i;a++){let i=t[a];if(i.marker!==126||i.end===-1)continue;let o=t[i.end];n=e.tokens[i.token],n.type=`s_open`,n.tag=`s`,n.nesting=1,n.markup=`~~`,n.content=``,n=e.tokens[o.token],n.type=`s_close`,n.tag=`s`,n.nesting=-1,n.markup=`~~`,n.content=``,e.tokens[o.token-1].type===`text`&&e.tokens[o.token-1].content===`~`&&r.push(o.token-1)}for(;r.length;){let t=r.pop(),i=t+1;for(;i<e.tokens.length&&e.tokens[i].type===`s_close`;)i++;i--,t!==i&&(n=e.tokens[i],e.tokens[i]=e.tokens[t],e.tokens[t]=n)}}function nd(e){let t=e.tokens_meta,n=e.tokens_meta.length;td(e,e.delimiters);for(let r=0;r<n;r++){let n=t[r]?.delimiters;n&&td(e,n)}}var rd={tokenize:ed,postProcess:nd};function id(e,t){let n=e.pos,r=e.src.charCodeAt(n);if(t||r!==95&&r!==42)return!1;let i=e.scanDelims(e.pos,r===42);for(let t=0;t<i.length;t++){let t=e.push(`text`,``,0);t.content=String.fromCharCode(r),e.delimiters.push({marker:r,length:i.length,token:e.tokens.length-1,end:-1,open:i.can_open,close:i.can_close})}return e.pos+=i.length,!0}function ad(e,t){let n=t.length;for(let r=n-1;r>=0;r--){let n=t[r];if(n.marker!==95&&n.marker!==42||n.end===-1)continue;let i=t[n.end],a=r>0&&t[r-1].end===n.end+1&&t[r-1].marker===n.marker&&t[r-1].token===n.token-1&&t[n.end+1].token===i.token+1,o=String.fromCharCode(n.marker),s=e.tokens[n.token];s.type=a?`strong_open`:`em_open`,s.tag=a?`strong`:`em`,s.nesting=1,s.markup=a?o+o:o,s.content=``;let c=e.tokens[i.token];c.type=a?`strong_close`:`em_close`,c.tag=a?`strong`:`em`,c.nesting=-1,c.markup=a?o+o:o,c.content=``,a&&(e.tokens[t[r-1].token].content=``,e.tokens[t[n.end+1].token].content=``,r--)}}function od(e){let t=e.tokens_meta,n=e.tokens_meta.length;ad(e,e.delimiters);for(let r=0;r<n;r++){let n=t[r]?.delimiters;n&&ad(e,n)}}var sd={tokenize:id,postProcess:od};function cd(e,t){let n,r,i,a,o=``,s=``,c=e.pos,l=!0;if(e.src.charCodeAt(e.pos)!==91)return!1;let u=e.pos,d=e.posMax,f=e.pos+1,p=e.md.helpers.parseLinkLabel(e,e.pos,!0);if(p<0)return!1;let m=p+1;if(m<d&&e.src.charCodeAt(m)===40){for(l=!1,m++;m<d&&(n=e.src.charCodeAt(m),Z(n)||n===10);m++);if(m>=d)return!1;if(c=m,i=e.md.helpers.parseLinkDestination(e.src,m,e.posMax),i.ok){for(o=e.md.normalizeLink(i.str),e.md.validateLink(o)?m=i.pos:o=``,c=m;m<d&&(n=e.src.charCodeAt(m),Z(n)||n===10);m++);if(i=e.md.helpers.parseLinkTitle(e.src,m,e.posMax),m<d&&c!==m&&i.ok)for(s=i.str,m=i.pos;m<d&&(n=e.src.charCodeAt(m),Z(n)||n===10);m++);}(m>=d||e.src.charCodeAt(m)!==41)&&(l=!0),m++}if(l){if(e.env.references===void 0)return!1;if(m<d&&e.src.charCodeAt(m)===91?(c=m+1,m=e.md.helpers.parseLinkLabel(e,m),m>=0?r=e.src.slice(c,m++):m=p+1):m=p+1,r||=e.src.slice(f,p),r=Sl(r),a=e.env.references[r],!a)return e.pos=u,!1;o=a.href,s=a.title}if(!t){e.pos=f,e.posMax=p;let t=e.push(`link_open`,`a`,1),n=[[`href`,o]];if(t.attrs=n,s&&n.push([`title`,s]),r){let e=Object.create(null);e.label=r,t.meta=e}e.linkLevel++,e.md.inline.tokenize(e),e.linkLevel--,e.push(`link_close`,`a`,-1)}return e.pos=m,e.posMax=d,!0}function ld(e,t){let n,r,i,a,o,s,c,l,u=``,d=e.pos,f=e.posMax;if(e.src.charCodeAt(e.pos)!==33||e.src.charCodeAt(e.pos+1)!==91)return!1;let p=e.pos+2,m=e.md.helpers.parseLinkLabel(e,e.pos+1,!1);if(m<0)return!1;if(a=m+1,a<f&&e.src.charCodeAt(a)===40){for(a++;a<f&&(n=e.src.charCodeAt(a),Z(n)||n===10);a++);if(a>=f)return!1;for(l=a,s=e.md.helpers.parseLinkDestination(e.src,a,e.posMax),s.ok&&(u=e.md.normalizeLink(s.str),e.md.validateLink(u)?a=s.pos:u=``),l=a;a<f&&(n=e.src.charCodeAt(a),Z(n)||n===10);a++);if(s=e.md.helpers.parseLinkTitle(e.src,a,e.posMax),a<f&&l!==a&&s.ok)for(c=s.str,a=s.pos;a<f&&(n=e.src.charCodeAt(a),Z(n)||n===10);a++);else c=``;if(a>=f||e.src.charCodeAt(a)!==41)return e.pos=d,!1;a++}else{if(e.env.references===void 0)return!1;if(a<f&&e.src.charCodeAt(a)===91?(l=a+1,a=e.md.helpers.parseLinkLabel(e,a),a>=0?i=e.src.slice(l,a++):a=m+1):a=m+1,i||=e.src.slice(p,m),i=Sl(i),o=e.env.references[i],!o)return e.pos=d,!1;u=o.href,c=o.title}if(!t){r=e.src.slice(p,m);let t=[];e.md.inline.parse(r,e.md,e.env,t);let n=e.push(`image`,`img`,0),a=[[`src`,u],[`alt`,``]];if(n.attrs=a,n.children=t,n.content=r,c&&a.push([`title`,c]),i){let e=Object.create(null);e.label=i,n.meta=e}}return e.pos=a,e.posMax=f,!0}var ud=/^([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)$/,dd=/^([a-zA-Z][a-zA-Z0-9+.-]{1,31}):([^<>\x00-\x20]*)$/;function fd(e,t){let n=e.pos;if(e.src.charCodeAt(n)!==60)return!1;let r=e.pos,i=e.posMax;for(;;){if(++n>=i)return!1;let t=e.src.charCodeAt(n);if(t===60)return!1;if(t===62)break}let a=e.src.slice(r+1,n);if(dd.test(a)){let n=e.md.normalizeLink(a);if(!e.md.validateLink(n))return!1;if(!t){let t=e.push(`link_open`,`a`,1);t.attrs=[[`href`,n]],t.markup=`autolink`,t.info=`auto`;let r=e.push(`text`,``,0);r.content=e.md.normalizeLinkText(a);let i=e.push(`link_close`,`a`,-1);i.markup=`autolink`,i.info=`auto`}return e.pos+=a.length+2,!0}if(ud.test(a)){let n=e.md.normalizeLink(`mailto:${a}`);if(!e.md.validateLink(n))return!1;if(!t){let t=e.push(`link_open`,`a`,1);t.attrs=[[`href`,n]],t.markup=`autolink`,t.info=`auto`;let r=e.push(`text`,``,0);r.content=e.md.normalizeLinkText(a);let i=e.push(`link_close`,`a`,-1);i.markup=`autolink`,i.info=`auto`}return e.pos+=a.length+2,!0}return!1}function pd(e){return/^<a[>\s]/i.test(e)}function md(e){return/^<\/a\s*>/i.test(e)}function hd(e){let t=e|32;return t>=97&&t<=122}function gd(e,t){let n=e.src,r,i;if(n.startsWith(`<!--`,t)){if(n.startsWith(`>`,t+4))return t+5;if(n.startsWith(`->`,t+4))return t+6;r=t+4,i=`-->`}else if(n.startsWith(`<![CDATA[`,t))r=t+9,i=`]]>`;else if(n.charCodeAt(t+1)===63)r=t+2,i=`?>`;else if(hd(n.charCodeAt(t+2)))r=t+3,i=`>`;else return-1;if(e.skipHtmlSpecial)return-1;let a=n.indexOf(i,r);return a<0?(e.skipHtmlSpecial=!0,-1):a+i.length}function _d(e,t){if(!e.md.options.html)return!1;let n=e.posMax,r=e.pos;if(e.src.charCodeAt(r)!==60||r+2>=n)return!1;let i,a=e.src.charCodeAt(r+1);if(a===33||a===63)i=gd(e,r);else if(a===47||hd(a)){let t=e.src.slice(r).match(Fu);i=t?r+t[0].length:-1}else return!1;if(i<0)return!1;if(!t){let t=e.push(`html_inline`,``,0);t.content=e.src.slice(r,i),pd(t.content)&&e.linkLevel++,md(t.content)&&e.linkLevel--}return e.pos=i,!0}var vd=/^&#((?:x[a-f0-9]{1,6}|[0-9]{1,7}));/i,yd=/^&([a-z][a-z0-9]{1,31});/i;function bd(e,t){let n=e.pos,r=e.posMax;if(e.src.charCodeAt(n)!==38||n+1>=r)return!1;if(e.src.charCodeAt(n+1)===35){let r=e.src.slice(n).match(vd);if(r){if(!t){let t=r[1][0].toLowerCase()===`x`?parseInt(r[1].slice(1),16):parseInt(r[1],10),n=e.push(`text_special`,``,0);n.content=rl(t)?il(t):il(65533),n.markup=r[0],n.info=`entity`}return e.pos+=r[0].length,!0}}else{let r=e.src.slice(n).match(yd);if(r){let n=hc(r[0]);if(n!==r[0]){if(!t){let t=e.push(`text_special`,``,0);t.content=n,t.markup=r[0],t.info=`entity`}return e.pos+=r[0].length,!0}}}return!1}function xd(e){let t={},n=e.length;if(!n)return;let r=0,i=-2,a=[];for(let o=0;o<n;o++){let n=e[o];if(a.push(0),(e[r].marker!==n.marker||i!==n.token-1)&&(r=o),i=n.token,n.length=n.length||0,!n.close)continue;t.hasOwnProperty(n.marker)||(t[n.marker]=[-1,-1,-1,-1,-1,-1]);let s=t[n.marker][(n.open?3:0)+n.length%3],c=r-a[r]-1,l=c;for(;c>s;c-=a[c]+1){let t=e[c];if(t.marker===n.marker&&t.open&&t.end<0){let r=!1;if((t.close||n.open)&&(t.length+n.length)%3==0&&(t.length%3!=0||n.length%3!=0)&&(r=!0),!r){let r=c>0&&!e[c-1].open?a[c-1]+1:0;a[o]=o-c+r,a[c]=r,n.open=!1,t.end=o,t.close=!1,l=-1,i=-2;break}}}l!==-1&&(t[n.marker][(n.open?3:0)+(n.length||0)%3]=l)}}function Sd(e){let t=e.tokens_meta,n=e.tokens_meta.length;xd(e.delimiters);for(let e=0;e<n;e++){let n=t[e]?.delimiters;n&&xd(n)}}function Cd(e){let t,n,r=0,i=e.tokens,a=e.tokens.length;for(t=n=0;t<a;t++)i[t].nesting<0&&r--,i[t].level=r,i[t].nesting>0&&r++,i[t].type===`text`&&t+1<a&&i[t+1].type===`text`?i[t+1].content=i[t].content+i[t+1].content:(t!==n&&(i[n]=i[t]),n++);t!==n&&(i.length=n)}var wd=[[`text`,Gu],[`linkify`,Ju],[`newline`,Yu],[`escape`,Zu],[`backticks`,$u],[`strikethrough`,rd.tokenize],[`emphasis`,sd.tokenize],[`link`,cd],[`image`,ld],[`autolink`,fd],[`html_inline`,_d],[`entity`,bd]],Td=[[`balance_pairs`,Sd],[`strikethrough`,rd.postProcess],[`emphasis`,sd.postProcess],[`fragments_join`,Cd]],Ed=class{constructor(){Q(this,`ruler`,new Pl),Q(this,`ruler2`,new Pl),Q(this,`State`,Uu);for(let e=0;e<wd.length;e++)this.ruler.push(wd[e][0],wd[e][1]);for(let e=0;e<Td.length;e++)this.ruler2.push(Td[e][0],Td[e][1])}skipToken(e){let t=e.pos,n=this.ruler.getRules(``),r=n.length,i=e.md.options.maxNesting,a=e.cache;if(a[t]!==void 0){e.pos=a[t];return}let o=!1;if(e.level<i){for(let i=0;i<r;i++)if(e.level++,o=n[i](e,!0),e.level--,o){if(t>=e.pos)throw Error(`inline rule didn't increment state.pos`);break}}else e.pos=e.posMax;o||e.pos++,a[t]=e.pos}tokenize(e){let t=this.ruler.getRules(``),n=t.length,r=e.posMax,i=e.md.options.maxNesting;for(;e.pos<r;){let a=e.pos,o=!1;if(e.level<i){for(let r=0;r<n;r++)if(o=t[r](e,!1),o){if(a>=e.pos)throw Error(`inline rule didn't increment state.pos`);break}}if(o){if(e.pos>=r)break}else e.pending+=e.src[e.pos++]}e.pending&&e.pushPending()}parse(e,t,n,r){let i=new this.State(e,t,n,r);this.tokenize(i);let a=this.ruler2.getRules(``),o=a.length;for(let e=0;e<o;e++)a[e](i)}},Dd={default:{options:{html:!1,xhtmlOut:!1,breaks:!1,langPrefix:`language-`,linkify:!1,typographer:!1,quotes:`“”‘’`,highlight:null,maxNesting:100},components:{core:{},block:{},inline:{}}},zero:{options:{html:!1,xhtmlOut:!1,breaks:!1,langPrefix:`language-`,linkify:!1,typographer:!1,quotes:`“”‘’`,highlight:null,maxNesting:20},components:{core:{rules:[`normalize`,`block`,`strip_references`,`inline`,`text_join`]},block:{rules:[`paragraph`]},inline:{rules:[`text`],rules2:[`balance_pairs`,`fragments_join`]}}},commonmark:{options:{html:!0,xhtmlOut:!0,breaks:!1,langPrefix:`language-`,linkify:!1,typographer:!1,quotes:`“”‘’`,highlight:null,maxNesting:20},components:{core:{rules:[`normalize`,`block`,`strip_references`,`inline`,`text_join`]},block:{rules:[`blockquote`,`code`,`fence`,`heading`,`hr`,`html_block`,`lheading`,`list`,`reference`,`paragraph`]},inline:{rules:[`autolink`,`backticks`,`emphasis`,`entity`,`escape`,`html_inline`,`image`,`link`,`newline`,`text`],rules2:[`balance_pairs`,`emphasis`,`fragments_join`]}}}},Od=/^(vbscript|javascript|file|data):/,kd=/^data:image\/(gif|png|jpeg|webp);/,Ad=[`http:`,`https:`,`mailto:`],jd=class{validateLink(e){let t=e.trim().toLowerCase();return!Od.test(t)||kd.test(t)}normalizeLink(e){let t=Ls(e,!0);if(t.hostname&&(!t.protocol||Ad.indexOf(t.protocol)>=0))try{t.hostname=Zc.toASCII(t.hostname)}catch{}return t.auth&&=ws(t.auth),t.hostname&&=ws(t.hostname),t.pathname&&=ws(t.pathname),t.search&&=ws(t.search),t.hash&&=ws(t.hash),Ts(t)}normalizeLinkText(e){let t=Ls(e,!0);if(t.hostname&&(!t.protocol||Ad.indexOf(t.protocol)>=0))try{t.hostname=Zc.toUnicode(t.hostname)}catch{}return xs(Ts(t),xs.defaultChars+`%`)}constructor(...e){Q(this,`inline`,new Ed),Q(this,`block`,new Hu),Q(this,`core`,new pu),Q(this,`renderer`,new Il),Q(this,`linkify`,new wc),Q(this,`utils`,el),Q(this,`helpers`,Object.assign({},kl));let[t,n]=e;typeof t==`string`?(this.configure(t),n&&this.set(n)):(this.configure(`default`),this.set(t||{}))}set(e){return Object.assign(this.options,e),this}configure(e){let t;if(typeof e==`string`){let n=e;if(t=Dd[n],!t)throw Error(`Wrong 'markdown-it' preset "${n}", check name`)}else t=e;if(!t)throw Error("Wrong `markdown-it` preset, can't be empty");t.options&&(this.options={...t.options});let n=t.components;if(n){[`core`,`block`,`inline`].forEach(e=>{let t=n[e]?.rules;t&&this[e].ruler.enableOnly(t)});let e=n.inline?.rules2;e&&this.inline.ruler2.enableOnly(e)}return this}enable(e,t=!1){let n=[];Array.isArray(e)||(e=[e]),[`core`,`block`,`inline`].forEach(t=>{n=n.concat(this[t].ruler.enable(e,!0))}),n=n.concat(this.inline.ruler2.enable(e,!0));let r=e.filter(e=>n.indexOf(e)<0);if(r.length&&!t)throw Error(`MarkdownIt. Failed to enable unknown rule(s): ${r}`);return this}disable(e,t=!1){let n=[];Array.isArray(e)||(e=[e]),[`core`,`block`,`inline`].forEach(t=>{n=n.concat(this[t].ruler.disable(e,!0))}),n=n.concat(this.inline.ruler2.disable(e,!0));let r=e.filter(e=>n.indexOf(e)<0);if(r.length&&!t)throw Error(`MarkdownIt. Failed to disable unknown rule(s): ${r}`);return this}use(e,...t){return e.apply(e,[this,...t]),this}parse(e,t){if(typeof e!=`string`)throw Error(`Input data should be a String`);let n=new this.core.State(e,this,t);return this.core.process(n),n.tokens}render(e,t={}){return this.renderer.render(this.parse(e,t),this.options,t)}parseInline(e,t){let n=new this.core.State(e,this,t);return n.inlineMode=!0,this.core.process(n),n.tokens}renderInline(e,t={}){return this.renderer.render(this.parseInline(e,t),this.options,t)}};Q(jd,`Token`,Nl),Q(jd,`Ruler`,Pl),Q(jd,`Renderer`,Il),Q(jd,`ParserCore`,pu),Q(jd,`StateCore`,Ll),Q(jd,`ParserBlock`,Hu),Q(jd,`StateBlock`,mu),Q(jd,`ParserInline`,Ed),Q(jd,`StateInline`,Uu);var Md=new(tl(jd))(`commonmark`,{html:!1}).disable([`image`,`html_block`,`html_inline`]);Md.validateLink=e=>/^https:\/\//i.test(e),Md.core.ruler.push(`lower_headings`,e=>{let t=[];for(let n of e.tokens){if(n.type!==`heading_open`&&n.type!==`heading_close`)continue;let e=Number(n.tag[1]);for(;(t.at(-1)??0)>=e&&n.type===`heading_open`;)t.pop();n.type===`heading_open`&&t.push(e),n.tag=`h${Math.min(6,2+t.length)}`}}),Md.renderer.rules.link_open=(e,t,n,r,i)=>(e[t]?.attrSet(`target`,`_blank`),e[t]?.attrSet(`rel`,`noopener noreferrer`),i.renderToken(e,t,n));var Nd=e=>Md.render(e);function Pd(e,t){ct(()=>{(t===`GONE`||t===`NOT_FOUND`)&&(Xr(e),Aa(fa(t)),eo(`/`,!0))},[e,t])}function Fd({id:e}){let t=ai(e),n=t?.__typename===`Reminder`?t:void 0,r=n?.announcement,i=r!==void 0;return Pd(e,z.value?.whole&&!i?`NOT_FOUND`:null),ct(()=>{i&&(jo(e),Ba({do:`openAnnouncement`,id:e}))},[e,i]),U(G,{title:r?.sender.name??`Bericht`,name:n?.title,up:`/`,children:[!i&&U(q,{}),n&&r&&U(`article`,{class:`letter`,children:[U(`h2`,{children:n.title}),U(`p`,{class:`soft`,children:[r.sender.name,` · `,aa(n.dueAt)]}),U(`section`,{class:`paper`,"aria-label":`Tekst van het bericht`,dangerouslySetInnerHTML:{__html:Nd(r.text)}}),r.link&&U(`a`,{class:`button wide`,href:r.link,target:`_blank`,rel:`noreferrer`,children:`Meer weten`})]})]})}var Id=({compulsory:e})=>e?`Stemmen is verplicht.`:`U kunt stemmen. Stemmen is niet verplicht.`;function Ld({card:e,ended:t}){return t?U(`details`,{class:`card fold call`,children:[U(`summary`,{children:`Wat in deze brief stond`}),U(Rd,{card:e})]}):U(`section`,{class:`card call`,"aria-labelledby":`call`,children:[U(`h2`,{id:`call`,children:`Alles op een rij`}),U(Rd,{card:e}),U(zd,{card:e})]})}function Rd({card:e}){let{seats:t=[],signatories:n=[],arrondissement:r}=e,{name:i,postcode:a}=e.municipality,o=ra(e);return U(`dl`,{children:[U($,{title:e.election.name,children:[$i(Qi(e.election.day)),U(`small`,{children:Id(e)})]}),U($,{title:`Kiezer`,children:[e.voterName,U(`small`,{children:e.voterAddress})]}),U($,{title:`Nummer op de kiezerslijst`,children:e.voterNumber}),U($,{title:`Ingeschreven als kiezer in`,children:[i,a&&` (${a})`,r&&U(`small`,{children:[`Arrondissement `,r]})]}),U($,{title:`Stembureau`,children:[e.bureau,`, `,e.placeName,U(`small`,{children:e.placeAddress})]}),U($,{title:`Open`,children:$i(na(e.opens,e.closes))}),o&&U($,{title:`Rustig moment (niet bindend)`,children:$i(o)}),U($,{title:`U stemt voor`,children:U(`ul`,{children:e.assemblies.map((e,n)=>U(`li`,{children:[e,t[n]!==void 0&&U(`small`,{children:[` (`,Ta(t[n],`zetel`,`zetels`),`)`]})]},e))})}),n.length>0&&U($,{title:`Namens het college van burgemeester en schepenen`,children:U(`ul`,{children:n.map(e=>U(`li`,{children:e},e))})})]})}function zd({card:e}){return U(C,{children:[U(`h2`,{children:`Meebrengen`}),U(`ul`,{class:`checks`,children:e.bring.map(e=>U(`li`,{children:[U(W,{name:`check`}),e]},e))}),U(`h2`,{children:`Kunt u niet gaan stemmen?`}),U(`p`,{children:e.proxy}),U(`h2`,{children:`Duplicaat`}),U(`p`,{children:e.duplicate})]})}function $({title:e,children:t,wide:n,big:r}){return U(`div`,{class:[n&&`wide`,r&&`big`].filter(Boolean).join(` `),children:[U(`dt`,{children:e}),U(`dd`,{children:t})]})}function Bd(e,t,n=z.value?.token){let[r,i]=A(()=>({key:e,value:pn(e),fresh:!1})),[a,o]=A(null),s=r.key===e?r:{key:e,value:pn(e),fresh:!1},c=t=>{let n={at:P(),data:t};mn(e,n),i({key:e,value:n,fresh:!0})};return ct(()=>{let e=!1;return t().then(t=>{e||(o(null),c(t))},t=>{e||o(t instanceof I?t.code:`INTERNAL`)}),()=>{e=!0}},[e,n]),{data:s.value?.data??null,at:s.value?.at??null,fresh:s.fresh,problem:a,set:c}}var Vd=(e=>(e[e.Border=-1]=`Border`,e[e.Data=0]=`Data`,e[e.Function=1]=`Function`,e[e.Position=2]=`Position`,e[e.Timing=3]=`Timing`,e[e.Alignment=4]=`Alignment`,e))(Vd||{}),Hd=[0,1],Ud=[1,0],Wd=[2,3],Gd=[3,2],Kd={L:Hd,M:Ud,Q:Wd,H:Gd},qd=/^\d*$/,Jd=/^[A-Z0-9 $%*+./:-]*$/,Yd=`0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:`,Xd=1,Zd=40,Qd=3,$d=3,ef=40,tf=10,nf=[[-1,7,10,15,20,26,18,20,24,30,18,20,24,26,30,22,24,28,30,28,28,28,28,30,30,26,28,30,30,30,30,30,30,30,30,30,30,30,30,30,30],[-1,10,16,26,18,24,16,18,22,22,26,30,22,22,24,24,28,28,26,26,26,26,28,28,28,28,28,28,28,28,28,28,28,28,28,28,28,28,28,28,28],[-1,13,22,18,26,18,24,18,22,20,24,28,26,24,20,30,24,28,28,26,30,28,30,30,30,30,28,30,30,30,30,30,30,30,30,30,30,30,30,30,30],[-1,17,28,22,16,22,28,26,26,24,28,24,28,22,24,24,30,28,28,26,28,30,24,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30]],rf=[[-1,1,1,1,1,1,2,2,2,2,4,4,4,4,4,6,6,6,6,7,8,8,9,9,10,12,12,12,13,14,15,16,17,18,19,19,20,21,22,24,25],[-1,1,1,1,2,2,4,4,4,5,5,5,8,9,9,10,10,11,13,14,16,17,17,18,20,21,23,25,26,28,29,31,33,35,37,38,40,43,45,47,49],[-1,1,1,2,2,4,4,6,6,8,8,8,10,12,16,12,17,16,18,21,20,23,23,25,27,29,34,34,35,38,40,43,45,48,51,53,56,59,62,65,68],[-1,1,1,2,4,4,4,5,6,8,8,11,11,16,16,18,16,19,21,25,25,25,34,30,32,35,37,40,42,45,48,51,54,57,60,63,66,70,74,77,81]],af=class{constructor(e,t,n,r){if(this.version=e,this.ecc=t,e<Xd||e>Zd)throw RangeError(`Version value out of range`);if(r<-1||r>7)throw RangeError(`Mask value out of range`);this.size=e*4+17;let i=Array.from({length:this.size}).fill(!1);for(let e=0;e<this.size;e++)this.modules.push(i.slice()),this.types.push(i.map(()=>0));this.drawFunctionPatterns();let a=this.addEccAndInterleave(n);if(this.drawCodewords(a),r===-1){let e=1e9;for(let t=0;t<8;t++){this.applyMask(t),this.drawFormatBits(t);let n=this.getPenaltyScore();n<e&&(r=t,e=n),this.applyMask(t)}}this.mask=r,this.applyMask(r),this.drawFormatBits(r)}size;mask;modules=[];types=[];getModule(e,t){return e>=0&&e<this.size&&t>=0&&t<this.size&&this.modules[t][e]}drawFunctionPatterns(){for(let e=0;e<this.size;e++)this.setFunctionModule(6,e,e%2==0,Vd.Timing),this.setFunctionModule(e,6,e%2==0,Vd.Timing);this.drawFinderPattern(3,3),this.drawFinderPattern(this.size-4,3),this.drawFinderPattern(3,this.size-4);let e=this.getAlignmentPatternPositions(),t=e.length;for(let n=0;n<t;n++)for(let r=0;r<t;r++)n===0&&r===0||n===0&&r===t-1||n===t-1&&r===0||this.drawAlignmentPattern(e[n],e[r]);this.drawFormatBits(0),this.drawVersion()}drawFormatBits(e){let t=this.ecc[1]<<3|e,n=t;for(let e=0;e<10;e++)n=n<<1^(n>>>9)*1335;let r=(t<<10|n)^21522;for(let e=0;e<=5;e++)this.setFunctionModule(8,e,sf(r,e));this.setFunctionModule(8,7,sf(r,6)),this.setFunctionModule(8,8,sf(r,7)),this.setFunctionModule(7,8,sf(r,8));for(let e=9;e<15;e++)this.setFunctionModule(14-e,8,sf(r,e));for(let e=0;e<8;e++)this.setFunctionModule(this.size-1-e,8,sf(r,e));for(let e=8;e<15;e++)this.setFunctionModule(8,this.size-15+e,sf(r,e));this.setFunctionModule(8,this.size-8,!0)}drawVersion(){if(this.version<7)return;let e=this.version;for(let t=0;t<12;t++)e=e<<1^(e>>>11)*7973;let t=this.version<<12|e;for(let e=0;e<18;e++){let n=sf(t,e),r=this.size-11+e%3,i=Math.floor(e/3);this.setFunctionModule(r,i,n),this.setFunctionModule(i,r,n)}}drawFinderPattern(e,t){for(let n=-4;n<=4;n++)for(let r=-4;r<=4;r++){let i=Math.max(Math.abs(r),Math.abs(n)),a=e+r,o=t+n;a>=0&&a<this.size&&o>=0&&o<this.size&&this.setFunctionModule(a,o,i!==2&&i!==4,Vd.Position)}}drawAlignmentPattern(e,t){for(let n=-2;n<=2;n++)for(let r=-2;r<=2;r++)this.setFunctionModule(e+r,t+n,Math.max(Math.abs(r),Math.abs(n))!==1,Vd.Alignment)}setFunctionModule(e,t,n,r=Vd.Function){this.modules[t][e]=n,this.types[t][e]=r}addEccAndInterleave(e){let t=this.version,n=this.ecc;if(e.length!==Sf(t,n))throw RangeError(`Invalid argument`);let r=rf[n[0]][t],i=nf[n[0]][t],a=Math.floor(xf(t)/8),o=r-a%r,s=Math.floor(a/r),c=[],l=Cf(i);for(let t=0,n=0;t<r;t++){let r=e.slice(n,n+s-i+(t<o?0:1));n+=r.length;let a=wf(r,l);t<o&&r.push(0),c.push(r.concat(a))}let u=[];for(let e=0;e<c[0].length;e++)c.forEach((t,n)=>{(e!==s-i||n>=o)&&u.push(t[e])});return u}drawCodewords(e){if(e.length!==Math.floor(xf(this.version)/8))throw RangeError(`Invalid argument`);let t=0;for(let n=this.size-1;n>=1;n-=2){n===6&&(n=5);for(let r=0;r<this.size;r++)for(let i=0;i<2;i++){let a=n-i,o=n+1&2?r:this.size-1-r;!this.types[o][a]&&t<e.length*8&&(this.modules[o][a]=sf(e[t>>>3],7-(t&7)),t++)}}}applyMask(e){if(e<0||e>7)throw RangeError(`Mask value out of range`);for(let t=0;t<this.size;t++)for(let n=0;n<this.size;n++){let r;switch(e){case 0:r=(n+t)%2==0;break;case 1:r=t%2==0;break;case 2:r=n%3==0;break;case 3:r=(n+t)%3==0;break;case 4:r=(Math.floor(n/3)+Math.floor(t/2))%2==0;break;case 5:r=n*t%2+n*t%3==0;break;case 6:r=(n*t%2+n*t%3)%2==0;break;case 7:r=((n+t)%2+n*t%3)%2==0;break;default:throw Error(`Unreachable`)}!this.types[t][n]&&r&&(this.modules[t][n]=!this.modules[t][n])}}getPenaltyScore(){let e=0;for(let t=0;t<this.size;t++){let n=!1,r=0,i=[0,0,0,0,0,0,0];for(let a=0;a<this.size;a++)this.modules[t][a]===n?(r++,r===5?e+=Qd:r>5&&e++):(this.finderPenaltyAddHistory(r,i),n||(e+=this.finderPenaltyCountPatterns(i)*ef),n=this.modules[t][a],r=1);e+=this.finderPenaltyTerminateAndCount(n,r,i)*ef}for(let t=0;t<this.size;t++){let n=!1,r=0,i=[0,0,0,0,0,0,0];for(let a=0;a<this.size;a++)this.modules[a][t]===n?(r++,r===5?e+=Qd:r>5&&e++):(this.finderPenaltyAddHistory(r,i),n||(e+=this.finderPenaltyCountPatterns(i)*ef),n=this.modules[a][t],r=1);e+=this.finderPenaltyTerminateAndCount(n,r,i)*ef}for(let t=0;t<this.size-1;t++)for(let n=0;n<this.size-1;n++){let r=this.modules[t][n];r===this.modules[t][n+1]&&r===this.modules[t+1][n]&&r===this.modules[t+1][n+1]&&(e+=$d)}let t=0;for(let e of this.modules)t=e.reduce((e,t)=>e+ +!!t,t);let n=this.size*this.size,r=Math.ceil(Math.abs(t*20-n*10)/n)-1;return e+=r*tf,e}getAlignmentPatternPositions(){if(this.version===1)return[];{let e=Math.floor(this.version/7)+2,t=this.version===32?26:Math.ceil((this.version*4+4)/(e*2-2))*2,n=[6];for(let r=this.size-7;n.length<e;r-=t)n.splice(1,0,r);return n}}finderPenaltyCountPatterns(e){let t=e[1],n=t>0&&e[2]===t&&e[3]===t*3&&e[4]===t&&e[5]===t;return(n&&e[0]>=t*4&&e[6]>=t?1:0)+(n&&e[6]>=t*4&&e[0]>=t?1:0)}finderPenaltyTerminateAndCount(e,t,n){return e&&(this.finderPenaltyAddHistory(t,n),t=0),t+=this.size,this.finderPenaltyAddHistory(t,n),this.finderPenaltyCountPatterns(n)}finderPenaltyAddHistory(e,t){t[0]===0&&(e+=this.size),t.pop(),t.unshift(e)}};function of(e,t,n){if(t<0||t>31||e>>>t)throw RangeError(`Value out of range`);for(let r=t-1;r>=0;r--)n.push(e>>>r&1)}function sf(e,t){return!!(e>>>t&1)}var cf=class{constructor(e,t,n){if(this.mode=e,this.numChars=t,this.bitData=n,t<0)throw RangeError(`Invalid argument`);this.bitData=n.slice()}getData(){return this.bitData.slice()}},lf=[1,10,12,14],uf=[2,9,11,13],df=[4,8,16,16];function ff(e,t){return e[Math.floor((t+7)/17)+1]}function pf(e){let t=[];for(let n of e)of(n,8,t);return new cf(df,e.length,t)}function mf(e){if(!_f(e))throw RangeError(`String contains non-numeric characters`);let t=[];for(let n=0;n<e.length;){let r=Math.min(e.length-n,3);of(Number.parseInt(e.substring(n,n+r),10),r*3+1,t),n+=r}return new cf(lf,e.length,t)}function hf(e){if(!vf(e))throw RangeError(`String contains unencodable characters in alphanumeric mode`);let t=[],n=0;for(;n+2<=e.length;n+=2){let r=Yd.indexOf(e.charAt(n))*45;r+=Yd.indexOf(e.charAt(n+1)),of(r,11,t)}return n<e.length&&of(Yd.indexOf(e.charAt(n)),6,t),new cf(uf,e.length,t)}function gf(e){return e===``?[]:_f(e)?[mf(e)]:vf(e)?[hf(e)]:[pf(bf(e))]}function _f(e){return qd.test(e)}function vf(e){return Jd.test(e)}function yf(e,t){let n=0;for(let r of e){let e=ff(r.mode,t);if(r.numChars>=1<<e)return 1/0;n+=4+e+r.bitData.length}return n}function bf(e){e=encodeURI(e);let t=[];for(let n=0;n<e.length;n++)e.charAt(n)===`%`?(t.push(Number.parseInt(e.substring(n+1,n+3),16)),n+=2):t.push(e.charCodeAt(n));return t}function xf(e){if(e<Xd||e>Zd)throw RangeError(`Version number out of range`);let t=(16*e+128)*e+64;if(e>=2){let n=Math.floor(e/7)+2;t-=(25*n-10)*n-55,e>=7&&(t-=36)}return t}function Sf(e,t){return Math.floor(xf(e)/8)-nf[t[0]][e]*rf[t[0]][e]}function Cf(e){if(e<1||e>255)throw RangeError(`Degree out of range`);let t=[];for(let n=0;n<e-1;n++)t.push(0);t.push(1);let n=1;for(let r=0;r<e;r++){for(let e=0;e<t.length;e++)t[e]=Tf(t[e],n),e+1<t.length&&(t[e]^=t[e+1]);n=Tf(n,2)}return t}function wf(e,t){let n=t.map(e=>0);for(let r of e){let e=r^n.shift();n.push(0),t.forEach((t,r)=>n[r]^=Tf(t,e))}return n}function Tf(e,t){if(e>>>8||t>>>8)throw RangeError(`Byte out of range`);let n=0;for(let r=7;r>=0;r--)n=n<<1^(n>>>7)*285,n^=(t>>>r&1)*e;return n}function Ef(e,t,n=1,r=40,i=-1,a=!0){if(!(Xd<=n&&n<=r&&r<=Zd)||i<-1||i>7)throw RangeError(`Invalid value`);let o,s;for(o=n;;o++){let n=Sf(o,t)*8,i=yf(e,o);if(i<=n){s=i;break}if(o>=r)throw RangeError(`Data too long`)}for(let e of[Ud,Wd,Gd])a&&s<=Sf(o,e)*8&&(t=e);let c=[];for(let t of e){of(t.mode[0],4,c),of(t.numChars,ff(t.mode,o),c);for(let e of t.getData())c.push(e)}let l=Sf(o,t)*8;of(0,Math.min(4,l-c.length),c),of(0,(8-c.length%8)%8,c);for(let e=236;c.length<l;e^=253)of(e,8,c);let u=Array.from({length:Math.ceil(c.length/8)},()=>0);return c.forEach((e,t)=>u[t>>>3]|=e<<7-(t&7)),new af(o,t,u,i)}function Df(e,t){let{ecc:n=`L`,boostEcc:r=!1,minVersion:i=1,maxVersion:a=40,maskPattern:o=-1,border:s=1}=t||{},c=typeof e==`string`?gf(e):Array.isArray(e)?[pf(e)]:void 0;if(!c)throw Error(`uqr only supports encoding string and binary data, but got: ${typeof e}`);let l=Ef(c,Kd[n],i,a,o,r),u=Of({version:l.version,maskPattern:l.mask,size:l.size,data:l.modules,types:l.types},s);return t?.invert&&(u.data=u.data.map(e=>e.map(e=>!e))),t?.onEncoded?.(u),u}function Of(e,t=1){if(!t)return e;let{size:n}=e,r=n+t*2;e.size=r,e.data.forEach(e=>{for(let n=0;n<t;n++)e.unshift(!1),e.push(!1)});for(let n=0;n<t;n++)e.data.unshift(Array.from({length:r},e=>!1)),e.data.push(Array.from({length:r},e=>!1));let i=Vd.Border;e.types.forEach(e=>{for(let n=0;n<t;n++)e.unshift(i),e.push(i)});for(let n=0;n<t;n++)e.types.unshift(Array.from({length:r},e=>i)),e.types.push(Array.from({length:r},e=>i));return e}function kf(e){return e.replace(/&/g,`&amp;`).replace(/"/g,`&quot;`).replace(/</g,`&lt;`).replace(/>/g,`&gt;`)}function Af(e,t={}){let n=Df(e,t),{pixelSize:r=10,whiteColor:i=`white`,blackColor:a=`black`}=t,o=n.size*r,s=n.size*r,c=`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${s} ${o}">`,l=[];for(let e=0;e<n.size;e++)for(let t=0;t<n.size;t++){let i=t*r,a=e*r;n.data[e][t]&&l.push(`M${i},${a}h${r}v${r}h-${r}z`)}return c+=`<rect fill="${kf(i)}" width="${s}" height="${o}"/>`,c+=`<path fill="${kf(a)}" d="${l.join(``)}"/>`,c+=`</svg>`,c}function jf({files:e,ended:t=!1}){return e.length===0?null:U(`section`,{"aria-labelledby":`files`,children:[U(`h2`,{id:`files`,class:`section`,children:e.length===1?`Document`:`Documenten`}),U(`ul`,{class:`rows`,children:e.map(e=>U(`li`,{children:U(Mf,{file:t?{...e,validUntil:null}:e})},e.id))})]})}function Mf({file:e}){let t=[_a[e.type]??`Document`,e.issuer,e.size&&ga(e.size),e.validUntil&&`geldig tot en met ${Qi(e.validUntil)}`];return U(`div`,{class:`row file`,children:[U(`span`,{class:`disc`,children:U(W,{name:`file`})}),U(`span`,{class:`row-text`,children:[e.url?U(us,{href:e.url,children:e.title}):e.title,U(`span`,{class:`preview`,children:t.filter(Boolean).join(` · `)})]})]})}function Nf({payment:e,otherwise:t}){let{amountCents:n,iban:r,beneficiary:i,structuredReference:a,dueOn:o,status:s,paidAt:c,epcQr:l}=e;if(s===`PAID`&&c)return U(K,{icon:`check`,tone:`good`,children:[ma(n),` is betaald op `,Qi(V(c)),`. U hoeft niets te doen.`]});if(!l)return null;let u=s===`OVERDUE`;return U(`section`,{class:`card bill`,"aria-labelledby":`bill`,children:[U(`p`,{class:`over`,children:U(J,{tone:u?`bad`:`todo`,children:u?ca(o):`Betalen · ${ca(o)}`})}),U(`h2`,{id:`bill`,children:ma(n)}),U(`p`,{children:[`Ten laatste op `,Qi(o),`. `,t]}),U(`dl`,{children:[U(Pf,{name:`Aan`,shown:i}),U(Pf,{name:`Rekening`,shown:ha(r),copied:r}),a&&U(Pf,{name:`Mededeling`,shown:a})]}),U(`figure`,{children:[U(`img`,{src:`data:image/svg+xml,${encodeURIComponent(Af(l,{border:2}))}`,width:`180`,height:`180`,alt:`QR-code om te betalen`}),U(`figcaption`,{class:`soft`,children:`Scan deze code met de app van uw bank.`})]})]})}function Pf({name:e,shown:t,copied:n=t}){return U(`div`,{children:[U(`dt`,{children:e}),U(`dd`,{children:[t,U(`button`,{type:`button`,class:`text-button`,"aria-label":`Kopieer: ${e}`,onClick:()=>Ma(()=>navigator.clipboard.writeText(n),`${e} is gekopieerd.`),children:`Kopieer`})]})]})}function Ff({reminders:e}){return e.length===0?null:U(`section`,{"aria-labelledby":`reminded`,children:[U(`h2`,{id:`reminded`,class:`section`,children:`Uw herinneringen`}),U(`ul`,{class:`rows`,children:e.map(e=>U(ts,{row:{__typename:`Reminder`,...e}},e.id))})]})}function If({steps:e=[],onSwitch:t}){let n=e.filter(e=>e.switchable);return n.length===0?null:U(`section`,{class:`card`,"aria-labelledby":`ladder`,children:[U(`h2`,{id:`ladder`,children:`Herinneringen`}),n.some(e=>e.muted)&&U(`p`,{children:[`U krijgt deze meldingen nu niet. `,U(`a`,{href:H(`/settings`),children:`Uw meldingen instellen`})]}),n.map(e=>U(ds,{label:`Melding: ${aa(e.ringsAt)}`,note:e.text,on:!e.cancelled,disabled:!Nn.value,onChange:n=>t(e,n)},e.id))]})}function Lf({entry:e,up:t,calendar:n}){let{id:r,archived:i}=e,a=e.__typename===`Letter`?{the:`De brief`,this:`deze brief`}:{the:`Het dossier`,this:`dit dossier`};return U(`ul`,{class:`tools`,"aria-label":`Met ${a.this}`,children:[U(`li`,{children:U(`button`,{type:`button`,onClick:()=>{Ba({do:`archive`,ids:[r],archived:!i}),Aa(i?`${a.the} staat weer bij uw berichten.`:`${a.the} zit in uw archief.`),to(t)},children:[U(W,{name:`archive`}),i?`Terugzetten`:`Archiveren`]})}),U(`li`,{children:U(`button`,{type:`button`,onClick:()=>{Ba({do:`read`,ids:[r],read:!1}),Aa(`${a.the} staat op ongelezen.`),to(t)},children:[U(W,{name:`unread`}),`Ongelezen`]})}),U(`li`,{children:U(`a`,{href:H(`/reminders/new/${encodeURIComponent(r)}`),children:[U(W,{name:`bell`}),`Herinnering`]})}),n&&U(`li`,{children:U(`button`,{type:`button`,disabled:!Nn.value,onClick:()=>Ma(()=>Rf(r)),children:[U(W,{name:`calendar`}),n===`add`?`Zet in agenda`:`Uit agenda halen`]})})]})}async function Rf(e){let{node:t}=await L(Se,{id:e}),n=t&&`calendar`in t?t.calendar:null;if(!n)return Aa(`Er is geen dag om te onthouden.`);let r=URL.createObjectURL(new Blob([n.content],{type:`text/calendar`})),i=document.createElement(`a`);i.href=r,i.download=n.fileName,i.click(),URL.revokeObjectURL(r)}function zf(){let[,e]=A(0);return async(t,n)=>{let r=await Ma(t,n);return r||e(e=>e+1),r}}async function Bf(e,t){let{data:n,problem:r}=await Rn(Ae,{id:e,language:t});if(r&&r.code!==`STEP_UP_REQUIRED`)throw r;if(n.node?.__typename!==`Letter`)throw new I(`NOT_FOUND`,`this id is not a letter's`);return{...n.node,stepUp:r?.hints.acr??null}}function Vf({id:e}){let[t,n]=A(`NL`),r=()=>Bf(e,t),{data:i,at:a,fresh:o,problem:s,set:c}=Bd(`letter.${e}.${t}`,r,oi(e)),l=ai(e),u=i&&l?.__typename===`Letter`?{...i,read:l.read,archived:l.archived}:i,d=lt(!1);return Pd(e,s),ct(()=>{!u?.body||!o&&Nn.value||d.current||(d.current=!0,jo(e),u.read&&u.firstOpenedAt||Ba({do:`open`,id:e}))}),U(G,{title:u?.sender.name??`Brief`,name:u?.subject??`Brief`,up:`/`,at:a,children:[s&&(s!==`OFFLINE`||!u)&&U($o,{code:s}),!u&&!s&&U(q,{}),u&&U(Hf,{letter:u,language:t,onLanguage:n,onLetter:c,onStepUp:e=>Ma(async()=>{await zo(e),c(await r())})})]})}function Hf({letter:e,language:t,onLanguage:n,onLetter:r,onStepUp:i}){let a=zf();return U(`article`,{class:`letter`,children:[U(`p`,{class:`over`,children:[U(J,{children:e.kindTitle}),e.about.displayName&&U(J,{children:[`Voor `,e.about.displayName]}),e.archived&&U(J,{children:`In uw archief`})]}),U(`h2`,{children:e.subject}),U(`p`,{class:`soft`,children:[e.sender.name,e.service,aa(e.receivedAt)].filter(Boolean).join(` · `)}),U(Gf,{letter:e}),e.payment&&U(Nf,{payment:e.payment,otherwise:e.deadline?.consequence}),e.deadline&&e.state===`ACTIVE`&&!e.payment&&U(cs,{day:e.deadline.date,children:e.deadline.consequence}),e.callLetter&&e.state===`ACTIVE`&&U(`a`,{class:`button wide`,href:H(`/card/${encodeURIComponent(e.id)}`),children:[U(W,{name:`ballot`}),` Toon uw kiesbrief`]}),e.languages.length>1&&U(Kf,{letter:e,language:t,onLanguage:n}),e.body?U(`section`,{class:`paper`,"aria-label":`Tekst van de brief`,lang:e.body.language.toLowerCase(),children:[U(`h2`,{class:`hidden`,lang:`nl`,children:`Tekst van de brief`}),U(`div`,{dangerouslySetInnerHTML:{__html:Nd(e.body.markdown)}})]}):U(Wf,{acr:e.stepUp,onStepUp:i}),e.callLetter&&U(Ld,{card:e.callLetter,ended:e.state!==`ACTIVE`}),U(jf,{files:e.documents,ended:e.state!==`ACTIVE`}),U(Lf,{entry:e,up:`/`,calendar:Uf(e)}),U(`section`,{class:`card`,children:[U(`h2`,{children:`Waarom krijgt u dit?`}),U(`p`,{children:e.why}),U(`h2`,{children:`Wat volgt?`}),U(`p`,{children:e.next}),e.paper.text&&U(C,{children:[U(`h2`,{children:`Op papier`}),U(`p`,{children:e.paper.text})]})]}),U(If,{steps:e.ladder,onSwitch:(t,n)=>a(async()=>{let{switchLadderStep:i}=await L(Ue,{input:{id:t.id,on:n}}),{next:a,ladder:o,pushes:s}=i.letter;r({...e,next:a,ladder:o,pushes:s}),Fi()},n?`We herinneren u eraan.`:`U krijgt deze herinnering niet.`)}),U(Ff,{reminders:e.reminders}),e.dossier&&U(`section`,{"aria-labelledby":`dossier`,children:[U(`h2`,{id:`dossier`,class:`section`,children:`Hoort bij dit dossier`}),U(`ul`,{class:`rows`,children:U(ts,{row:{__typename:`Dossier`,...e.dossier}})})]}),U(`section`,{class:`card`,children:[U(`h2`,{children:`Een vraag over deze brief?`}),U(ls,{who:e.sender.name,contact:e.sender.contact}),U(`p`,{class:`soft`,children:[`Vermeld het kenmerk `,e.reference,`.`]})]}),U(fs,{pushes:e.pushes})]})}function Uf({callLetter:e,deadline:t,payment:n,state:r}){return r===`EXPIRED`||!e&&!t&&!n?null:r===`ACTIVE`&&n?.status!==`PAID`?`add`:`remove`}function Wf({acr:e,onStepUp:t}){return U(`section`,{class:`card`,"aria-labelledby":`step-up`,children:[U(`h2`,{id:`step-up`,children:`Deze brief vraagt een sterkere aanmelding`}),U(`p`,{children:`U leest hem als u zich aanmeldt met uw identiteitskaart of itsme.`}),e&&U(`button`,{type:`button`,class:`button wide`,disabled:!Nn.value,onClick:()=>t(e),children:`Sterker aanmelden`})]})}function Gf({letter:e}){return U(C,{children:[e.stateText&&U(K,{icon:`alert`,tone:e.state===`WITHDRAWN`?`bad`:`todo`,children:[e.stateText,e.supersededBy&&U(C,{children:[` `,U(`a`,{href:H(`/letter/${encodeURIComponent(e.supersededBy.id)}`),children:`Lees de nieuwe brief`})]})]}),e.supersedes&&U(K,{icon:`letter`,tone:`plain`,children:[`Deze brief vervangt`,` `,U(`a`,{href:H(`/letter/${encodeURIComponent(e.supersedes.id)}`),children:e.supersedes.subject})]})]})}function Kf({letter:e,language:t,onLanguage:n}){return U(`div`,{class:`filters`,role:`group`,"aria-label":`Taal van de brief`,children:e.languages.map(e=>U(`button`,{type:`button`,lang:e.toLowerCase(),"aria-pressed":e===t,onClick:()=>n(e),children:wa[e]??e},e))})}function qf({id:e}){let{data:t,at:n,problem:r}=Bd(`card.${e}`,async()=>{let{kindTitle:t,stateText:n,supersededBy:r,callLetter:i}=await Bf(e,`NL`);if(!i)throw new I(`NOT_FOUND`,`this letter is not a call letter`);return{id:e,kindTitle:t,stateText:n,successor:r?.id??null,card:i}});return U(G,{title:`Uw kiesbrief`,up:`/`,at:n,children:[r&&(r!==`OFFLINE`||!t)&&U($o,{code:r}),!t&&!r&&U(q,{}),t&&U(Jf,{data:t})]})}function Jf({data:e}){let{card:t}=e,n=ai(e.id),r=e.stateText!==null||n?.__typename===`Letter`&&n.state!==`ACTIVE`,i=ra(t);return U(C,{children:[r&&U(K,{icon:`alert`,tone:`bad`,children:[e.stateText??`Deze brief geldt niet meer.`,` `,e.successor&&U(`a`,{href:H(`/card/${encodeURIComponent(e.successor)}`),children:`Toon uw nieuwe kiesbrief`})]}),U(`article`,{class:r?`pass ended`:`pass`,children:[U(`header`,{class:`pass-head`,children:[U(`p`,{children:[e.kindTitle,r&&U(`strong`,{children:` · geldt niet meer`})]}),U(`h2`,{children:t.election.name}),U(`p`,{class:`pass-day`,children:[$i(Qi(t.election.day)),!r&&U(`span`,{class:`until`,children:ca(t.election.day)})]})]}),U(`dl`,{class:`pass-grid`,children:[U($,{title:`Kiezer`,wide:!0,children:[t.voterName,U(`small`,{children:t.voterAddress})]}),U($,{title:`Kiezersnummer`,big:!0,children:t.voterNumber}),U($,{title:`Stembureau`,big:!0,children:t.bureau}),U($,{title:`Open`,wide:!0,children:[na(t.opens,t.closes),i&&U(`small`,{children:[`Rustig moment: `,i,`. U mag ook op een ander uur komen.`]})]}),U($,{title:`Plaats`,wide:!0,children:[t.placeName,U(`small`,{children:t.placeAddress})]}),U($,{title:`U stemt in`,wide:!0,children:t.municipality.name}),U($,{title:`Voor`,wide:!0,children:U(`ul`,{children:t.assemblies.map(e=>U(`li`,{children:e},e))})})]}),!r&&U(`p`,{class:`pass-foot`,children:Id(t)})]}),!r&&U(C,{children:[U(`section`,{class:`card`,children:U(zd,{card:t})}),U(`p`,{class:`intro`,children:`Dit scherm blijft op uw telefoon staan, ook zonder verbinding.`})]}),U(`p`,{children:U(`a`,{class:`button plain wide`,href:H(`/letter/${encodeURIComponent(e.id)}`),children:`Lees de hele brief`})})]})}var Yf=`12025`;function Xf(){let e=z.value?.preferences.municipality,t=e?.nis??Yf,{data:n,at:r,problem:i}=Bd(`procedures.${t}`,async()=>(await L(Le,{nis:t})).procedures),a=n?.procedures.filter(e=>e.offered)??[];return U(G,{title:`Wat kan ik regelen?`,up:`/dossiers`,at:r,children:[i&&!n&&U($o,{code:i}),!n&&!i&&U(q,{}),n&&U(`p`,{class:`soft`,children:[`Dit regelt u in `,n.municipality.name,`.`,` `,!e&&U(`a`,{href:H(`/settings`),children:`Woont u ergens anders? Kies uw gemeente.`})]}),a.map(e=>U(Zf,{info:e},e.procedure))]})}function Zf({info:e}){return U(`details`,{class:`card fold guide`,children:[U(`summary`,{children:e.title}),U(`p`,{children:e.summary}),U(`ol`,{class:`timeline`,children:e.steps.map(e=>U(`li`,{children:[U(`p`,{children:[U(`strong`,{children:e.title}),` `,e.byCitizen&&U(J,{tone:`todo`,children:`Dit doet u`})]}),U(`p`,{children:e.text})]},e.title))}),e.deadlines.map(e=>U(`p`,{children:e.text},e.text)),e.validity&&U(Qf,{title:`Geldigheid`,children:e.validity}),e.bring.length>0&&U(Qf,{title:`Meebrengen`,children:[e.bring.join(`, `),`.`]}),e.startUrl?.startsWith(`https://`)?U(`p`,{class:`button-line`,children:U(us,{href:e.startUrl,children:`Start online`})}):U(`p`,{class:`soft`,children:`U regelt dit aan het loket.`})]})}function Qf({title:e,children:t}){return U(`p`,{children:[U(`strong`,{class:`block`,children:e}),t]})}var $f=[[`11002`,`Antwerpen`],[`12021`,`Lier`],[`12025`,`Mechelen`],[`13040`,`Turnhout`],[`23088`,`Vilvoorde`],[`23096`,`Zemst`],[`24062`,`Leuven`],[`31005`,`Brugge`],[`33011`,`Ieper`],[`34009`,`Deerlijk`],[`34022`,`Kortrijk`],[`34040`,`Waregem`],[`35013`,`Oostende`],[`36015`,`Roeselare`],[`37021`,`Wingene`],[`37022`,`Tielt`],[`41002`,`Aalst`],[`44021`,`Gent`],[`45041`,`Ronse`],[`46021`,`Sint-Niklaas`],[`46030`,`Beveren-Kruibeke-Zwijndrecht`],[`71016`,`Genk`],[`71072`,`Hasselt`]],ep=2500,tp=12,np=`U hebt net een testmelding gevraagd. Probeer het over een minuut opnieuw.`;async function rp(e){let{sendTestPush:t}=await L(Ve,{input:{clientId:e,installationId:B.value.id}});return t.push}function ip(){let[e,t]=A(null),[n,r]=A(!1),i=po.value.find(t=>t.tag===e?.push.id);return ct(()=>{if(!e||i||e.push.settledAt||e.asked>=tp)return;let n=!1,r=setTimeout(async()=>{let r=await rp(e.clientId).catch(()=>e.push);n||(t({...e,push:r,asked:e.asked+1}),r.settledAt&&Fi())},ep);return()=>{n=!0,clearTimeout(r)}},[e,i]),U(C,{children:[U(`button`,{type:`button`,class:`button plain`,onClick:()=>Ma(async()=>{let e=crypto.randomUUID();try{t({clientId:e,push:await rp(e),asked:1}),r(!1)}catch(e){if(!(e instanceof I&&e.code===`RATE_LIMITED`))throw e;r(!0)}}),children:`Stuur een testmelding`}),U(`p`,{class:`soft`,children:[`Code van deze telefoon, voor testberichten van een communicatieteam:`,` `,U(`code`,{"data-testid":`installation`,children:B.value.id})]}),U(`div`,{class:`soft`,role:`status`,children:[n&&U(`p`,{children:np}),e&&U(`p`,{children:i?`De testmelding is aangekomen: ${aa(i.at)}.`:e.push.explanation})]})]})}var ap=new Intl.ListFormat(`nl-BE`),op=async()=>(await L(He,{installationId:B.value.id})).viewer;function sp(){let{data:e,at:t,problem:n,set:r}=Bd(`settings`,op),i=zf(),a=(t,n=`Bewaard.`)=>i(async()=>{let{updatePreferences:n}=await L(Ke,{input:t});e&&r({...e,preferences:n.preferences}),Fi()},n);return U(G,{title:`Instel­lingen`,at:t,children:[n&&(n!==`OFFLINE`||!e)&&U($o,{code:n}),!e&&!n&&U(q,{}),e&&U(C,{children:[U(`section`,{class:`card`,"aria-labelledby":`post`,children:[U(`h2`,{id:`post`,children:`Digitale post`}),U(`p`,{children:e.digitalPost.active?`Aan: u krijgt uw post hier. Sommige brieven, zoals uw kiesbrief, krijgt u ook op papier.`:`Uit: uw post komt op papier.`}),e.digitalPost.warning&&U(K,{icon:`alert`,tone:`todo`,children:e.digitalPost.warning}),U(`a`,{class:`button plain`,href:H(`/settings/post`),children:e.digitalPost.active?`Bekijk of wijzig`:`Bekijk hoe het werkt`})]}),U(`section`,{class:`card`,"aria-labelledby":`push`,children:[U(`h2`,{id:`push`,children:`Meldingen op deze telefoon`}),U(ds,{label:`Meldingen toestaan`,on:B.value.permission,onChange:e=>i(async()=>{await ui(e),Fi()},e?`Deze telefoon mag meldingen tonen.`:`Deze telefoon toont geen meldingen meer.`)}),U(ip,{})]}),U(cp,{preferences:e.preferences,update:a}),U(lp,{shared:e.preferences.sharesReceiptsWith,senders:e.digitalPost.senders,update:a}),U(ms,{pushes:e.pushes})]}),U(`section`,{class:`card`,"aria-labelledby":`me`,children:[U(`h2`,{id:`me`,children:F.value?.name}),U(`p`,{class:`soft`,children:`Na het afmelden krijgt u op deze telefoon geen meldingen meer.`}),U(`button`,{type:`button`,class:`button plain`,onClick:()=>Bo(),children:[U(W,{name:`out`}),` Afmelden`]})]})]})}function cp({preferences:e,update:t}){let{detail:n,mutedKinds:r,statusPushes:i,ladderPushes:a,campaignPushes:o,municipality:s}=e,c=(e,n)=>t({mutedKinds:n?r.filter(t=>t!==e):[...r,e]}),l=[...$f];return s&&!l.some(([e])=>e===s.nis)&&l.push([s.nis,s.name]),U(C,{children:[U(up,{preferences:e,update:t}),U(`section`,{class:`card`,"aria-labelledby":`which`,children:[U(`h2`,{id:`which`,children:`Waarover krijgt u een melding?`}),U(ds,{label:`Nieuws over uw dossiers`,on:i,onChange:e=>t({statusPushes:e})}),U(ds,{label:`Herinneringen aan brieven die u niet opende`,on:a,onChange:e=>t({ladderPushes:e})}),U(ds,{label:`Campagnes van uw gemeente en andere afzenders`,note:`Hoogstens één melding per dag en twee per week.`,on:o,onChange:e=>t({campaignPushes:e})}),U(`details`,{class:`fold`,children:[U(`summary`,{children:`Per soort brief`}),Object.entries(ya).map(([e,t])=>U(ds,{label:t,note:ba.includes(e)?`De eerste melding krijgt u altijd.`:void 0,on:!r.includes(e),onChange:t=>c(e,t)},e))]})]}),U(`section`,{class:`card`,"aria-labelledby":`detail`,children:[U(`h2`,{id:`detail`,children:`Wat staat er in een melding?`}),U(`fieldset`,{children:[U(`legend`,{class:`hidden`,children:`Wat staat er in een melding?`}),U(dp,{name:`detail`,title:`Een neutrale zin`,note:`U hebt een nieuw bericht in Burgerbode.`,on:n===`NEUTRAL`,onChoose:()=>t({detail:`NEUTRAL`})}),U(dp,{name:`detail`,title:`Afzender en onderwerp`,note:`Iedereen die uw scherm ziet, kan dit lezen. Bij boetes en aanmaningen blijft de zin neutraal.`,on:n===`DETAILED`,onChoose:()=>t({detail:`DETAILED`})})]})]}),U(`section`,{class:`card form`,"aria-labelledby":`live`,children:[U(`h2`,{id:`live`,children:`Uw gemeente`}),U(`label`,{children:[`Waar woont u?`,U(`select`,{value:s?.nis??``,onChange:e=>t({municipality:e.currentTarget.value||null}),children:[U(`option`,{value:``,children:`Niet ingevuld`}),l.sort((e,t)=>e[1].localeCompare(t[1],`nl`)).map(([e,t])=>U(`option`,{value:e,children:t},e))]})]})]})]})}function lp({shared:e,senders:t,update:n}){let r=e.map(e=>e.code),i=[...t,...e.filter(({code:e})=>!t.some(t=>t.code===e))],a=(e,t)=>n({sharesReceiptsWith:t?[...r,e]:r.filter(t=>t!==e)});return U(`section`,{class:`card`,"aria-labelledby":`receipts`,children:[U(`h2`,{id:`receipts`,children:`Wie ziet dat u een brief opent?`}),U(`p`,{children:e.length===0?`Niemand.`:`Alleen ${ap.format(e.map(e=>e.name))}.`}),U(`p`,{class:`soft`,children:`Ziet een afzender dat u een brief opende? Dan hoeft die soms niet meer op papier. U kiest zelf, per afzender.`}),U(`details`,{class:`fold`,children:[U(`summary`,{children:`Per afzender`}),i.map(e=>U(ds,{label:e.name,on:r.includes(e.code),onChange:t=>a(e.code,t)},e.code))]})]})}function up({preferences:e,update:t}){let[n,r]=A(e.quietHours),i=JSON.stringify(n)!==JSON.stringify(e.quietHours),a=(e,t)=>U(`label`,{children:[e,U(`input`,{type:`time`,required:!0,value:n[t],onInput:e=>e.currentTarget.value&&r({...n,[t]:e.currentTarget.value})})]});return U(`section`,{class:`card`,"aria-labelledby":`quiet`,children:[U(`h2`,{id:`quiet`,children:`Stille tijd`}),U(ds,{label:`’s Nachts geen meldingen`,note:`Wat dan komt, krijgt u daarna in één melding.`,on:n.on,onChange:async n=>{await t({quietHours:{...e.quietHours,on:n}})&&r(e=>({...e,on:n}))}}),n.on&&U(`form`,{class:`form`,onSubmit:e=>{e.preventDefault(),t({quietHours:n})},children:[U(`div`,{class:`trio`,children:[a(`Vanaf`,`from`),a(`Tot (weekdag)`,`until`),a(`Tot (weekend)`,`weekendUntil`)]}),i&&U(`button`,{type:`submit`,class:`button`,children:`Bewaren`})]})]})}function dp({name:e,title:t,note:n,on:r,onChoose:i}){return U(`label`,{class:`choice`,children:[U(`input`,{type:`radio`,name:e,checked:r,onChange:i}),U(`span`,{children:[t,U(`small`,{children:n})]})]})}function fp(){let{data:e,at:t,problem:n,set:r}=Bd(`settings`,op),[i,a]=A(!1),o=t=>{e&&r({...e,digitalPost:t}),Fi()},s=()=>Ma(async()=>{let{activateDigitalPost:e}=await L(ye,{input:{understood:i}});o(e.digitalPost)},`Uw post komt voortaan hier aan.`),c=()=>Ma(async()=>{let{deactivateDigitalPost:e}=await L(Te,{input:{}});a(!1),o(e.digitalPost)},`Uw post komt weer op papier.`),l=e?.digitalPost;return U(G,{title:`Digitale post`,up:`/settings`,at:t,children:[n&&(n!==`OFFLINE`||!e)&&U($o,{code:n}),!e&&!n&&U(q,{}),l&&U(C,{children:[l.active&&U(K,{icon:`check`,tone:`good`,children:[`Digitale post staat aan`,l.activatedAt&&` sinds ${aa(l.activatedAt)}`,`.`]}),l.warning&&U(K,{icon:`alert`,tone:`todo`,children:l.warning}),U(`section`,{class:`card`,children:[U(`h2`,{children:l.active?`Wat betekent dat?`:`Wat verandert er?`}),U(`p`,{children:l.active?`U krijgt uw post hier. Sommige brieven, zoals uw kiesbrief, krijgt u ook op papier. Terug naar papier kan altijd: u zet het hieronder uit.`:l.explanation}),U(`h2`,{children:l.active?`Wie kan u digitale post sturen?`:`Wie kan u dan digitale post sturen?`}),U(`ul`,{class:`checks`,children:l.senders.map(e=>U(`li`,{children:[U(W,{name:`letter`}),e.name]},e.code))})]}),l.active?U(`button`,{type:`button`,class:`button wide`,onClick:c,children:`Terug naar papier`}):U(`section`,{class:`card`,children:[U(`h2`,{children:`Uw keuze`}),U(`label`,{class:`choice`,children:[U(`input`,{type:`checkbox`,checked:i,onChange:e=>a(e.currentTarget.checked)}),U(`span`,{children:`Ik heb gelezen wat er verandert en wie mij post kan sturen.`})]}),U(`button`,{type:`button`,class:`button wide`,disabled:!i,onClick:s,children:`Zet digitale post aan`})]})]})]})}function pp(){let[e,t]=A(!0),[n,r]=A(null),i=t=>Ma(async()=>{let{data:n,problem:i}=await Rn(De,{first:20,after:t.at(-1)?.pageInfo.endCursor??null,filter:{valid:e}});if(i&&i.code!==`STEP_UP_REQUIRED`)throw i;r([...t,n.viewer.documents])});ct(()=>{r(null),i([])},[e]);let a=n?.flatMap(e=>e.nodes);return U(G,{title:`Documenten`,up:`/`,children:[U(`div`,{class:`filters`,role:`group`,"aria-label":`Toon`,children:[U(`button`,{type:`button`,"aria-pressed":e,onClick:()=>t(!0),children:`Geldig`}),U(`button`,{type:`button`,"aria-pressed":!e,onClick:()=>t(!1),children:`Alles`})]}),!a&&U(q,{}),a?.length===0&&U(es,{children:`U hebt hier geen documenten.`}),a&&a.length>0&&U(`ul`,{class:`rows`,children:a.map(e=>U(`li`,{children:[U(Mf,{file:mp(e)?{...e,validUntil:null}:e}),U(hp,{node:e})]},e.id))}),n?.at(-1)?.pageInfo.hasNextPage&&U(`button`,{type:`button`,class:`button plain wide`,onClick:()=>i(n),children:`Meer laden`})]})}var mp=({entry:e})=>e.__typename===`Letter`?va[e.state]:void 0;function hp({node:e}){let{entry:t}=e,n=mp(e);return t.__typename===`Letter`?U(`p`,{class:`origin soft`,children:[`Bij de brief `,U(`a`,{href:H(`/letter/${encodeURIComponent(t.id)}`),children:t.subject}),n&&U(C,{children:[` `,U(J,{children:n})]})]}):t.__typename===`Dossier`?U(`p`,{class:`origin soft`,children:[`Bij het dossier `,U(`a`,{href:H(`/dossier/${encodeURIComponent(t.id)}`),children:t.title})]}):null}async function gp(e){let{node:t}=await L(Oe,{id:e});if(t?.__typename!==`Dossier`)throw new I(`NOT_FOUND`,`this id is not a dossier's`);return t}function _p({id:e}){let{data:t,at:n,fresh:r,problem:i}=Bd(`dossier.${e}`,()=>gp(e),oi(e)),a=ai(e),o=t&&a?.__typename===`Dossier`?{...t,read:a.read,archived:a.archived}:t,s=lt(``);return Pd(e,i),ct(()=>{!o||!r&&Nn.value||s.current===o.changedAt||(s.current=o.changedAt,jo(e),o.read||Ba({do:`read`,ids:[e],read:!0}))}),U(G,{title:o?.organisation.name??`Dossier`,name:o?.title??`Dossier`,up:`/dossiers`,at:n,children:[i&&(i!==`OFFLINE`||!o)&&U($o,{code:i}),!o&&!i&&U(q,{}),o&&U(vp,{dossier:o})]})}function vp({dossier:e}){let{status:t,organisation:n,manager:r}=e;return U(`article`,{class:`letter`,children:[U(`p`,{class:`over`,children:[Ca[e.level]&&U(J,{children:Ca[e.level]}),e.about.displayName&&U(J,{children:[`Voor `,e.about.displayName]}),e.archived&&U(J,{children:`In uw archief`})]}),U(`h2`,{children:e.title}),U(`p`,{class:`soft`,children:[e.municipality?.name,`dossiernummer ${e.number}`].filter(Boolean).join(` · `)}),e.sourceText&&U(K,{icon:`offline`,tone:`plain`,children:e.sourceText}),t.actionRequired&&U(K,{icon:`alert`,tone:t.actionBefore&&la(t.actionBefore)?`bad`:`todo`,children:[U(`p`,{children:U(`strong`,{children:`Actie nodig`})}),U(`p`,{children:t.actionText??t.label}),t.actionBefore&&U(`p`,{children:[`Ten laatste op `,Qi(t.actionBefore),` (`,ca(t.actionBefore),`).`]})]}),e.link?.startsWith(`https://`)&&U(`p`,{class:`button-line`,children:U(us,{href:e.link,children:[`Ga verder bij `,n.name]})}),U(yp,{status:t}),U(`section`,{class:`card`,"aria-labelledby":`history`,children:[U(`h2`,{id:`history`,children:`Verloop`}),U(`ol`,{class:`timeline`,children:e.history.map((e,t)=>U(`li`,{class:t===0?`now`:``,"aria-current":t===0&&`step`,children:[U(`p`,{class:`soft`,children:aa(e.at)}),U(`p`,{children:U(`strong`,{children:e.label})}),e.detail&&U(`p`,{children:e.detail})]},`${e.at}${e.label}`))})]}),U(jf,{files:e.documents}),U(Lf,{entry:e,up:`/dossiers`,calendar:t.actionBefore?`add`:null}),U(`section`,{class:`card`,children:[U(`h2`,{children:`Waarom ziet u dit?`}),U(`p`,{children:e.why}),U(`h2`,{children:`Wat volgt?`}),U(`p`,{children:e.next}),U(`p`,{class:`soft`,children:[`Stand van `,aa(e.asOf),`.`]})]}),U(Ff,{reminders:e.reminders}),e.letters.length>0&&U(`section`,{"aria-labelledby":`letters`,children:[U(`h2`,{id:`letters`,class:`section`,children:`Brieven bij dit dossier`}),U(`ul`,{class:`rows`,children:e.letters.map(e=>U(ts,{row:{__typename:`Letter`,...e}},e.id))})]}),U(`section`,{class:`card`,children:[U(`h2`,{children:`Wie behandelt dit?`}),U(ls,{who:n.name,contact:r??n.contact})]}),U(fs,{pushes:e.pushes})]})}function yp({status:e}){let t=Sa.filter(([t])=>t!==`BEROEP`||e.phase===`BEROEP`),n=t.findIndex(([t])=>t===e.phase);return n<0?null:U(`section`,{class:`phases`,"aria-label":`Fase`,children:[U(`p`,{children:[`Fase `,n+1,` van `,t.length,`: `,U(`strong`,{children:t[n]?.[1]})]}),U(`div`,{class:`track`,"aria-hidden":`true`,children:t.map(([e],t)=>U(`span`,{class:t<=n?`done`:``},e))})]})}function bp(){let e=ri.value,t=e.filter(e=>e.status.actionRequired),n=e.filter(e=>!e.status.actionRequired),r=n.filter(e=>e.status.phase===`AFGEROND`),i=n.filter(e=>e.status.phase!==`AFGEROND`);return U(G,{title:`Dossiers`,children:[!z.value&&(_i.value?U($o,{code:_i.value}):U(q,{})),z.value&&e.length===0&&U(es,{children:`U hebt geen dossiers.`}),U(`p`,{class:`button-line`,children:U(`a`,{href:H(`/counter`),children:`Wat kan ik regelen?`})}),U(xp,{title:`Wacht op u`,nodes:t}),U(xp,{title:`Loopt`,nodes:i}),U(xp,{title:`Afgelopen`,nodes:r})]})}function xp({title:e,nodes:t}){return t.length===0?null:U(`section`,{"aria-label":e,children:[U(`h2`,{class:`section`,children:e}),U(`ul`,{class:`rows`,children:t.map(e=>U(ts,{row:e},e.id))})]})}var Sp=3,Cp=20,wp=[[`all`,`Alles`],[`unread`,`Ongelezen`],[`toDo`,`Te doen`],[`archived`,`Archief`]];function Tp(){let{unread:e,toDo:t}=Lr.value,n=e+t===0?`U bent helemaal bij.`:[e&&Ta(e,`bericht`,`berichten`).concat(` ongelezen`),t&&`${t} te doen`].filter(Boolean).join(` · `);return U(G,{title:`Dag ${F.value?.name.split(` `)[0]??``}`,name:`Post`,tools:U(Ep,{}),lead:z.value&&U(`p`,{class:`lead`,children:n}),children:[_i.value&&_i.value!==`OFFLINE`&&U($o,{code:_i.value}),z.value?U(Dp,{nodes:ni.value}):!_i.value&&U(q,{}),z.value&&U(Ap,{})]})}function Ep(){return U(`span`,{class:`ways`,children:[U(`a`,{class:`round`,href:H(`/search`),"aria-label":`Zoeken`,children:U(W,{name:`search`})}),U(`a`,{class:`round`,href:H(`/documents`),"aria-label":`Documenten`,children:U(W,{name:`file`})})]})}function Dp({nodes:e}){let[t,n]=A(!1);if(e.length===0)return null;let r=e.filter(e=>e.__typename===`Letter`&&e.callLetter),i=e.filter(e=>!r.includes(e)),a=i.length>4&&!t?i.slice(Sp):[],o=[...r,...i.slice(0,i.length-a.length)];return U(`section`,{"aria-labelledby":`pinned`,children:[U(`h2`,{id:`pinned`,class:`section`,children:`Eerst dit`}),U(`div`,{class:`pinned`,children:[o.map(e=>U(Op,{node:e},e.id)),a.length>0&&U(`button`,{type:`button`,class:`button plain wide`,onClick:()=>n(!0),children:[`Nog `,a.length,` zaken die op u wachten`]})]})]})}function Op({node:e}){if(e.__typename===`Letter`&&e.callLetter)return U(kp,{node:e});if(e.__typename===`Dossier`){let{actionText:t,actionBefore:n,label:r}=e.status;return U(`article`,{class:`card action`,children:[U(`p`,{class:`over`,children:[U(ss,{before:n}),U(`span`,{class:`soft`,children:e.organisation.name})]}),U(`h3`,{children:e.title}),U(`p`,{children:t??r}),U(`a`,{class:`button`,href:H(`/dossier/${encodeURIComponent(e.id)}`),children:[`Bekijk wat u moet doen`,U(`span`,{class:`hidden`,children:[`: `,e.title]})]})]})}return U(`ul`,{class:`rows`,children:U(ts,{row:e})})}function kp({node:e}){let t=e.callLetter;if(!t)return null;let n=encodeURIComponent(e.id),r=ra(t);return U(`article`,{class:`card vote`,children:[U(`p`,{class:`over`,children:[U(`span`,{children:t.election.name}),!e.read&&U(J,{children:`Nieuw`})]}),U(`h3`,{children:[$i(Qi(t.election.day)),` `,U(`span`,{class:`until`,children:ca(t.election.day)})]}),U(`ul`,{class:`facts`,children:[U(`li`,{children:[U(W,{name:`clock`}),U(`span`,{children:[na(t.opens,t.closes),r&&U(`small`,{children:[`Rustig moment: `,r]})]})]}),U(`li`,{children:[U(W,{name:`place`}),U(`span`,{children:[t.placeName,U(`small`,{children:t.placeAddress})]})]}),U(`li`,{children:[U(W,{name:`ballot`}),U(`span`,{children:[`Stembureau `,t.bureau,U(`small`,{children:[`Kiezersnummer `,t.voterNumber]})]})]})]}),U(`div`,{class:`buttons`,children:[U(`a`,{class:`button dark`,href:H(`/card/${n}`),children:`Toon uw kiesbrief`}),U(`a`,{class:`button clear`,href:H(`/letter/${n}`),children:`Lees de brief`})]})]})}function Ap(){let[e,t]=A(Cp),n=ti.value,r=n[0]?.sortAt;return U(`section`,{"aria-labelledby":`feed`,children:[U(`div`,{class:`section-row`,children:[U(`h2`,{id:`feed`,class:`section`,children:`Berichten`}),Lr.value.unread>0&&r&&(Zr.value===`all`||Zr.value===`unread`)&&U(`button`,{type:`button`,class:`text-button`,onClick:()=>{r&&(Ba({do:`readFeed`,before:r}),Aa(`Alles staat op gelezen.`))},children:`Alles gelezen`})]}),U(`div`,{class:`filters`,role:`group`,"aria-label":`Toon`,children:wp.map(([e,n])=>U(`button`,{type:`button`,"aria-pressed":Zr.value===e,onClick:()=>{Zr.value=e,t(Cp)},children:n},e))}),n.length===0&&!z.value?.whole&&U(q,{}),n.length===0&&z.value?.whole&&U(es,{children:Zr.value===`archived`?`Uw archief is leeg.`:`U bent helemaal bij.`}),n.length>0&&U(`ul`,{class:`rows`,"aria-labelledby":`feed`,children:n.slice(0,e).map(({entry:e})=>U(ts,{row:e},e.id))}),n.length>e&&U(`button`,{type:`button`,class:`button plain wide`,onClick:()=>t(e+Cp),children:`Meer tonen`}),_i.value===`RATE_LIMITED`&&U(K,{icon:`clock`,tone:`plain`,children:`Even wachten, dan kunt u verder.`})]})}var jp=5;function Mp({entryId:e}){let t=V(P()),n=e?ai(e):void 0,r=n?.__typename===`Letter`?n.subject:n?.__typename===`Dossier`?n.title:``,i=n?.__typename===`Letter`?n.deadline?.date:void 0,[a,o]=A(r.slice(0,150)),[s,c]=A(Xi(t,1)),[l,u]=A(`09:00`),[d,f]=A(``),p=`${Qi(s)} om ${ta(l)}`,m=[[`Morgen`,Xi(t,1)],[`Over een week`,Xi(t,7)],...i&&Xi(i,-1)>t?[[`Dag voor de termijn`,Xi(i,-1)]]:[]];return U(G,{title:`Nieuwe herinnering`,up:`/reminders`,children:U(`form`,{class:`form`,onSubmit:t=>{t.preventDefault();let n=ua(s,l);if(!a.trim())return f(`Schrijf waaraan u herinnerd wilt worden.`);if(n.getTime()<=P())return f(`Kies een moment in de toekomst.`);f(``),Ba({do:`create`,clientId:crypto.randomUUID(),title:a.trim(),dueAt:n.toISOString(),entryId:e??null}),Aa(`De herinnering is gezet.`),to(`/reminders`)},noValidate:!0,children:[r&&U(`p`,{class:`intro`,children:[`Over: `,r]}),U(`label`,{children:[`Waaraan?`,U(`input`,{type:`text`,name:`title`,maxLength:150,required:!0,value:a,"aria-invalid":d!==``&&!a.trim(),"aria-describedby":`wrong`,onInput:e=>o(e.currentTarget.value)})]}),U(`div`,{class:`filters`,role:`group`,"aria-label":`Snel kiezen`,children:m.map(([e,t])=>U(`button`,{type:`button`,"aria-pressed":t===s,onClick:()=>c(t),children:e},e))}),U(`div`,{class:`pair`,children:[U(`label`,{children:[`Dag`,U(`input`,{type:`date`,name:`day`,required:!0,min:t,max:Xi(t,jp*365),value:s,"aria-describedby":`wrong`,onInput:e=>e.currentTarget.value&&c(e.currentTarget.value)})]}),U(`label`,{children:[`Uur`,U(`input`,{type:`time`,name:`time`,required:!0,value:l,"aria-describedby":`wrong`,onInput:e=>e.currentTarget.value&&u(e.currentTarget.value)})]})]}),U(`p`,{class:`soft`,children:B.value.permission?`U krijgt een melding op ${p}.`:`Op ${p} staat de herinnering klaar in de app. U krijgt geen melding: meldingen staan uit op deze telefoon.`}),U(`p`,{id:`wrong`,class:`wrong`,role:`alert`,children:d}),U(`button`,{type:`submit`,class:`button wide`,children:`Bewaren`})]})})}var Np={Letter:`/letter/`,Dossier:`/dossier/`,Reminder:`/reminders`};function Pp({id:e}){let[t,n]=A(``);return ct(()=>{let t=t=>{let r=t?.announcement?`/announcement/`:Np[t?.__typename??``];if(!r)return n(`NOT_FOUND`);eo(r.endsWith(`/`)?r+encodeURIComponent(e):r,!0)},r=ai(e);if(r)return t(r);L(ke,{id:e}).then(({node:e})=>t(e),e=>n(e instanceof I?e.code:`INTERNAL`))},[e]),Pd(e,t),U(G,{title:`Bericht`,up:`/`,children:t?U($o,{code:t}):U(q,{})})}function Fp(){let e=ii.value,t=e.filter(e=>!e.completedAt).sort((e,t)=>Date.parse(e.dueAt)-Date.parse(t.dueAt)),n=e.filter(e=>e.completedAt),r=({id:e,completedAt:t})=>Ba({do:`complete`,id:e,completed:!t}),i=({id:e})=>{Ba({do:`delete`,id:e}),Aa(`De herinnering is verwijderd.`)},a=(e,t)=>t.length>0&&U(`section`,{"aria-label":e,children:[U(`h2`,{class:`section`,children:e}),U(`ul`,{class:`rows`,children:t.map(e=>U(Ip,{reminder:e,onTick:()=>r(e),onRemove:()=>i(e)},La(e.id)))})]});return U(G,{title:`Herinne­ringen`,children:[!z.value&&(_i.value?U($o,{code:_i.value}):U(q,{})),U(`p`,{children:U(`a`,{class:`button wide`,href:H(`/reminders/new`),children:[U(W,{name:`bell`}),` Nieuwe herinnering`]})}),z.value&&e.length===0&&U(es,{children:`U hebt geen herinneringen.`}),a(`Te doen`,t),a(`Afgevinkt`,n)]})}function Ip({reminder:e,onTick:t,onRemove:n}){let{title:r,dueAt:i,completedAt:a,entry:o}=e,s=!a&&Date.parse(i)<P();return U(`li`,{class:`row reminder`,children:[U(`label`,{children:[U(`input`,{type:`checkbox`,checked:a!==null,onChange:t}),U(`span`,{class:`row-text`,children:[U(`span`,{class:a?`title struck`:`title`,children:r}),U(`span`,{class:s?`preview late`:`preview`,children:aa(i)})]})]}),U(`button`,{type:`button`,class:`round`,"aria-label":`Verwijder: ${r}`,onClick:n,children:U(W,{name:`bin`})}),o?.__typename===`Letter`&&U(`a`,{class:`about`,href:H(`/letter/${encodeURIComponent(o.id)}`),children:o.subject}),o?.__typename===`Dossier`&&U(`a`,{class:`about`,href:H(`/dossier/${encodeURIComponent(o.id)}`),children:o.title})]})}var Lp=2;function Rp(){let[e,t]=A(``),[n,r]=A(``),[i,a]=A([]),o=e.trim(),s=o.length<Lp,c=(e,t)=>Ma(async()=>{let{viewer:n}=await L(Be,{text:e,first:20,after:t.at(-1)?.pageInfo.endCursor??null});r(e),a([...t,n.search])}),l=i.at(-1);return U(G,{title:`Zoeken`,up:`/`,children:[U(`search`,{children:U(`form`,{class:`searching`,onSubmit:e=>{e.preventDefault(),s||c(o,[])},children:[U(`label`,{children:[`Waar zoekt u naar?`,U(`input`,{type:`search`,value:e,maxLength:100,onInput:e=>t(e.currentTarget.value),placeholder:`Een woord, kenmerk of dossiernummer`})]}),U(`button`,{type:`submit`,class:`button`,disabled:!Nn.value||s,children:`Zoek`})]})}),U(`p`,{role:`status`,class:`soft`,children:l&&`${Ta(l.totalCount,`resultaat`,`resultaten`)} voor “${n}”`}),l?.totalCount===0&&U(es,{icon:`search`,children:`Niets gevonden. Probeer een ander woord.`}),l&&l.totalCount>0&&U(`ul`,{class:`rows`,children:i.flatMap(e=>e.edges).map(e=>U(ts,{row:e.node},e.node.id))}),l?.pageInfo.hasNextPage&&U(`button`,{type:`button`,class:`button plain wide`,onClick:()=>c(n,i),children:`Meer laden`})]})}function zp(){let[e,t]=A(null),[n,r]=A(``),[i,a]=A(``),[o,s]=A(``);ct(()=>{rr().then(t,e=>r(e instanceof I?e.code:`INTERNAL`))},[]);let c=Hp(i).split(` `).filter(Boolean),l=e?.filter(e=>{let t=Hp(`${e.name} ${e.municipality} ${e.about}`);return c.every(e=>t.includes(e))}),u=async e=>{s(e.insz),await Ma(()=>Ro(e)),s(``)};return U(G,{title:`Burgerbode`,name:`Aanmelden`,tools:U(Yo,{}),lead:U(`p`,{class:`lead`,children:`De post en de dossiers van uw overheid, op één plaats.`}),children:[Mn.value&&F.value?U(Vp,{name:F.value.name}):U(Bp,{}),U(`div`,{class:`search`,children:[U(`label`,{for:`search`,children:`Zoek een inwoner`}),U(`div`,{class:`field`,children:[U(W,{name:`search`}),U(`input`,{id:`search`,type:`search`,autocomplete:`off`,placeholder:`Naam, gemeente…`,value:i,onInput:e=>a(e.currentTarget.value)})]})]}),n&&U($o,{code:n}),!e&&!n&&U(q,{}),U(`p`,{class:`hidden`,role:`status`,children:l&&i?`${l.length} gevonden`:``}),l?.length===0&&U(es,{children:`Niemand gevonden met die naam of gemeente.`}),U(`ul`,{class:`rows`,"aria-label":`Inwoners van de demo`,children:l?.slice(0,50).map(e=>U(`li`,{children:U(`button`,{type:`button`,class:`row`,disabled:o!==``,onClick:()=>u(e),children:[U(`span`,{class:`disc person`,children:U(W,{name:`person`})}),U(`span`,{class:`row-text`,children:[U(`span`,{class:`title`,children:e.name}),U(`span`,{class:`preview`,children:[e.municipality,e.about&&` · ${e.about}`]})]}),U(W,{name:`next`})]})},e.insz))})]})}function Bp(){return U(`p`,{class:`intro`,children:`Dit is een proeftelefoon met verzonnen inwoners. Kies wie u bent. In de echte app meldt u zich aan met itsme of eID.`})}function Vp({name:e}){return U(`section`,{class:`card`,children:[U(`h2`,{children:`Uw sessie is verlopen`}),U(`p`,{children:[`Meld u opnieuw aan als `,e,`, of meld deze telefoon af.`]}),U(`button`,{type:`button`,class:`button plain`,onClick:()=>Bo(),children:`Deze telefoon afmelden`})]})}var Hp=e=>e.normalize(`NFD`).replace(/\p{Diacritic}/gu,``).toLowerCase(),Up=5e3;function Wp(){let e=F.value!==null&&!Mn.value,t=Lo.value?.supported!==!1&&!Pn.value;return U(`div`,{class:`stage${mo.value?` ringing`:``}`,children:[U(Jp,{}),U(`div`,{class:`phone`,children:[t?U(Gp,{signedIn:e}):U(Zp,{}),e&&t&&U(qp,{}),U(`p`,{class:Da.value?`notice shown`:`notice`,role:`status`,children:Da.value})]}),U(`p`,{class:`hidden`,role:`status`,"aria-live":`polite`,"data-testid":`announcement`,children:Oa.value})]})}function Gp({signedIn:e}){if(!e)return U(zp,{},`welcome`);let t=Xa.value,[,n=``,...r]=t.split(`/`).map(decodeURIComponent),i=r.join(`/`);switch(n){case`letter`:return U(Vf,{id:i},t);case`card`:return U(qf,{id:i},t);case`dossier`:return U(_p,{id:i},t);case`entry`:return U(Pp,{id:i},t);case`announcement`:return U(Fd,{id:i},t);case`dossiers`:return U(bp,{},t);case`documents`:return U(pp,{},t);case`search`:return U(Rp,{},t);case`counter`:return U(Xf,{},t);case`reminders`:return r[0]===`new`?U(Mp,{entryId:r[1]},t):U(Fp,{},t);case`settings`:return r[0]===`post`?U(fp,{},t):U(sp,{},t);default:return U(Tp,{},`/`)}}var Kp=[[`/`,`Post`,`letter`,[``,`letter`,`card`,`entry`,`announcement`,`search`,`documents`]],[`/dossiers`,`Dos­siers`,`dossier`,[`dossiers`,`dossier`,`counter`]],[`/reminders`,`Her­in­ne­rin­gen`,`bell`,[`reminders`]],[`/settings`,`In­stel­lin­gen`,`gear`,[`settings`]]];function qp(){let e=Xa.value.split(`/`)[1]??``,{unread:t}=Lr.value;return U(`nav`,{class:`tabs`,"aria-label":`Hoofdmenu`,children:Kp.map(([n,r,i,a])=>U(`a`,{href:H(n),"aria-current":a.includes(e)?`page`:void 0,children:[U(`span`,{class:`tab-icon`,children:[U(W,{name:i}),n===`/`&&t>0&&U(`span`,{class:`badge`,"data-testid":`badge`,children:[t>99?`99+`:t,U(`span`,{class:`hidden`,children:` ongelezen`})]})]}),U(`span`,{children:r})]},n))})}function Jp(){let e=po.value;return U(`aside`,{class:`lock`,"aria-label":`Meldingen`,children:[U(Yp,{}),U(`ul`,{class:`tray`,"aria-label":`Meldingen`,children:e.map(e=>U(Xp,{notification:e},e.tag))}),U(`div`,{class:`lock-foot`,children:[e.length===0&&U(`p`,{children:`Nog geen meldingen. Deze telefoon gaat alleen over als FCM een bericht voor hem aanvaardt.`}),U(`p`,{class:ho.value?`line on`:`line`,children:F.value?ho.value?`Verbonden met FCM (nagebootst)`:`Geen verbinding met FCM`:`Niet aangemeld`}),F.value&&U(`p`,{class:`token`,children:B.value.token})]})]})}function Yp(){let[,e]=A(0),t=P();return ct(()=>{let t=setInterval(()=>e(e=>e+1),Up);return()=>clearInterval(t)},[]),U(`div`,{class:`lock-top`,children:[U(`p`,{class:`lock-brand`,children:[U(Yo,{}),` Burgerbode `,U(`span`,{children:`proeftelefoon`})]}),U(`p`,{class:`lock-clock`,children:ea(t)}),U(`p`,{class:`lock-day`,children:$i(Qi(V(t)))}),U(`h2`,{children:`Meldingen`})]})}function Xp({notification:e}){let{tag:t,entryId:n,at:r,channel:i}=e,[a,...o]=fo(e),s=n?`/entry/${encodeURIComponent(n)}`:`/settings`;return U(`li`,{class:`push`,"data-tag":t,"data-channel":i,children:[U(`button`,{type:`button`,class:`push-open`,onClick:()=>ko(e,s),children:[U(`span`,{class:`push-icon`,children:U(Yo,{})}),U(`span`,{class:`push-text`,children:[U(`span`,{class:`push-head`,children:[`Burgerbode `,U(`span`,{children:aa(r)})]}),U(`strong`,{children:a}),o.map(e=>U(`span`,{children:e},e))]})]}),U(`button`,{type:`button`,class:`round`,"aria-label":`Sluit melding: ${a}`,onClick:()=>Ao(e),children:U(W,{name:`close`})})]})}function Zp(){let e=Pn.value??Lo.value;return U(G,{title:`Werk Burgerbode bij`,children:U(`section`,{class:`card`,children:[U(`p`,{children:`Deze versie van de app werkt niet meer. Installeer de nieuwe versie om uw berichten te lezen.`}),e?.upgradeUrl&&U(`p`,{class:`button-line`,children:U(us,{href:e.upgradeUrl,children:`Haal de nieuwe versie`})}),e?.helpPhone&&U(`p`,{children:[`Hulp nodig? Bel `,U(`a`,{href:`tel:${e.helpPhone.replace(/[^+\d]/g,``)}`,children:e.helpPhone}),`.`]})]})})}io(),Go();var Qp=document.getElementById(`app`);Qp&&ve(U(Wp,{}),Qp),`serviceWorker`in navigator&&navigator.serviceWorker.register(`/phone/sw.js`,{scope:`/phone/`});