//! Records: maps of their keys.

use core::fmt;
use core::marker::PhantomData;

use ::serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use ::serde::ser::{Serialize, SerializeMap, Serializer};

use crate::data::Data;
use crate::record::{Rec, Shape};
use crate::text::Str;

struct Entries<S, T>(PhantomData<(S, T)>);

macro_rules! records {
    ($($len:literal: $($name:ident $field:ident $index:tt),*;)*) => {$(
        impl<Sh: Shape, $($name: Data + Serialize),*> Serialize for Rec<Sh, ($($name,)*)> {
            fn serialize<Se: Serializer>(&self, serializer: Se) -> Result<Se::Ok, Se::Error> {
                #[allow(unused_mut, reason = "a record may have no fields")]
                let mut map = serializer.serialize_map(Some($len))?;
                let keys = Sh::keys();
                $(
                    if let Some(key) = keys.get($index) {
                        map.serialize_entry(key, &self.0.$index)?;
                    }
                )*
                let _ = keys;
                map.end()
            }
        }

        impl<'de, Sh: Shape, $($name: Data + Deserialize<'de>),*> Deserialize<'de> for Rec<Sh, ($($name,)*)> {
            fn deserialize<De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
                deserializer.deserialize_map(Entries::<Sh, ($($name,)*)>(PhantomData))
            }
        }

        impl<'de, Sh: Shape, $($name: Data + Deserialize<'de>),*> Visitor<'de> for Entries<Sh, ($($name,)*)> {
            type Value = Rec<Sh, ($($name,)*)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&Self::Value::type_name())
            }

            /// Keys that the record does not have are left out.
            fn visit_map<Ac: MapAccess<'de>>(self, mut access: Ac) -> Result<Self::Value, Ac::Error> {
                $(let mut $field: Option<$name> = None;)*
                while let Some(key) = access.next_key::<Str>()? {
                    match Sh::KEYS.iter().position(|name| key == *name) {
                        $(Some($index) => $field = Some(access.next_value()?),)*
                        _ => {
                            access.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(Rec::new(($(
                    match $field {
                        Some(value) => value,
                        None => {
                            let name = Sh::KEYS.get($index).copied().unwrap_or_default();
                            return Err(de::Error::missing_field(name));
                        }
                    },
                )*)))
            }
        }
    )*};
}

records! {
    0: ;
    1: A a 0;
    2: A a 0, B b 1;
    3: A a 0, B b 1, C c 2;
    4: A a 0, B b 1, C c 2, D d 3;
    5: A a 0, B b 1, C c 2, D d 3, E e 4;
    6: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5;
    7: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6;
    8: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7;
    9: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8;
    10: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9;
    11: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10;
    12: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11;
    13: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11, M m 12;
    14: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11, M m 12,
        N n 13;
    15: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11, M m 12,
        N n 13, O o 14;
    16: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11, M m 12,
        N n 13, O o 14, P p 15;
}
