//! What a key may be looked up by: itself, or a borrowed form that needs no allocation; and how a key
//! comes to a map that may hold it already.

use core::hash::Hasher;

use crate::access::TextView;
use crate::hash;
use crate::{Data, Keyword, Str, Value};

/// A form in which a key of type `K` may be looked up.
pub trait Lookup<K> {
    /// Feeds `h` what the equal key would feed it by [`Data::digest`].
    fn digest_key<H: Hasher>(&self, h: &mut H);

    /// Whether `key` is the key looked for.
    fn is_key(&self, key: &K) -> bool;
}

/// A key for an entry: handed over, or lent by its owner and cloned if the map comes to hold it.
pub trait GivenKey<K> {
    /// The form in which the key is looked for.
    type Form: Lookup<K> + ?Sized;

    /// The key, to look for.
    fn form(&self) -> &Self::Form;

    /// The key, to hold.
    fn into_key(self) -> K;
}

impl<K: Data> GivenKey<K> for K {
    type Form = K;

    #[inline]
    fn form(&self) -> &K {
        self
    }

    #[inline]
    fn into_key(self) -> K {
        self
    }
}

impl<K: Data> GivenKey<K> for &K {
    type Form = K;

    #[inline]
    fn form(&self) -> &K {
        self
    }

    #[inline]
    fn into_key(self) -> K {
        self.clone()
    }
}

impl<K: Data> Lookup<K> for K {
    #[inline]
    fn digest_key<H: Hasher>(&self, h: &mut H) {
        self.digest(h);
    }

    #[inline]
    fn is_key(&self, key: &K) -> bool {
        self.same(key)
    }
}

/// A part of a text, which becomes a string of its own where a map comes to hold it.
impl GivenKey<Str> for &TextView<'_> {
    type Form = str;

    #[inline]
    fn form(&self) -> &str {
        self
    }

    #[inline]
    fn into_key(self) -> Str {
        Str::from(&**self)
    }
}

impl Lookup<Str> for TextView<'_> {
    #[inline]
    fn digest_key<H: Hasher>(&self, h: &mut H) {
        hash::string(self, h);
    }

    #[inline]
    fn is_key(&self, key: &Str) -> bool {
        **self == **key
    }
}

impl Lookup<Str> for str {
    #[inline]
    fn digest_key<H: Hasher>(&self, h: &mut H) {
        hash::string(self, h);
    }

    #[inline]
    fn is_key(&self, key: &Str) -> bool {
        self == &**key
    }
}

/// A keyword among keys of any kind.
impl Lookup<Value> for Keyword {
    #[inline]
    fn digest_key<H: Hasher>(&self, h: &mut H) {
        Value::Keyword(*self).digest(h);
    }

    #[inline]
    fn is_key(&self, key: &Value) -> bool {
        matches!(key, Value::Keyword(keyword) if keyword == self)
    }
}

impl Lookup<Value> for str {
    #[inline]
    fn digest_key<H: Hasher>(&self, h: &mut H) {
        hash::string(self, h);
    }

    #[inline]
    fn is_key(&self, key: &Value) -> bool {
        matches!(key, Value::Str(text) if self == &**text)
    }
}
