//! What the provider's groups are good for here: a file of the operator's, read at the start.
//!
//! ```toml
//! [[group]]
//! name = "Alongside support workers"      # as the groups claim has it; with Entra, the group's object id
//! roles = ["support_worker"]
//! boards = ["cleveland-car"]
//! ```

use alongside_core::toml_reader::Reader;
use alongside_protocol::{BoardId, CarId, vocabulary::Role};

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub roles: Vec<Role>,
    pub boards: Vec<BoardId>,
    pub car: Option<CarId>,
}

/// What somebody's groups are good for, taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grants {
    pub roles: Vec<Role>,
    pub boards: Vec<BoardId>,
    pub car: Option<CarId>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupMap(pub Vec<Group>);

impl GroupMap {
    /// Reads the whole file; what is wrong goes to the reader's faults.
    pub fn read(top: &mut Reader<'_>, boards: &[BoardId]) -> Self {
        top.allow(&["group"]);
        let all: Vec<_> = boards.iter().map(|board| board.0.as_str()).collect();
        let allowed = all.join(", ");
        Self(top.tables("group", |group| {
            group.allow(&["name", "roles", "boards", "car"]);
            let role = |word: &str| Role::parse(word);
            let words: Vec<_> = Role::ALL.iter().map(|(_, word)| *word).collect();
            let known = |id: &str| boards.iter().find(|board| board.0 == id).cloned();
            Group {
                name: group.text("name"),
                roles: group.words("roles", role, &words.join(", ")),
                boards: group.words("boards", known, &allowed),
                car: group.optional_text("car").map(CarId),
            }
        }))
    }

    /// None where none of the groups is good for a board. The first row of the file that fits says for which boards; a
    /// later one adds its roles where it names the same boards: no role of one board is carried to another.
    pub fn grants(&self, groups: &[String]) -> Option<Grants> {
        let mut fitting = self.0.iter().filter(|row| groups.contains(&row.name));
        let first = fitting.next()?;
        let mut grants = Grants { roles: first.roles.clone(), boards: first.boards.clone(), car: first.car.clone() };
        for row in fitting.filter(|row| is_same(&row.boards, &first.boards)) {
            for role in &row.roles {
                if !grants.roles.contains(role) {
                    grants.roles.push(*role);
                }
            }
            grants.car = grants.car.or_else(|| row.car.clone());
        }
        Some(grants).filter(|grants| !grants.roles.is_empty() && !grants.boards.is_empty())
    }
}

fn is_same(one: &[BoardId], other: &[BoardId]) -> bool {
    one.len() == other.len() && one.iter().all(|board| other.contains(board))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, role: Role, boards: &[&str]) -> Group {
        let boards = boards.iter().map(|board| BoardId::from(*board)).collect();
        Group { name: name.to_owned(), roles: vec![role], boards, car: None }
    }

    #[test]
    fn roles_are_joined_on_the_same_boards_and_never_carried_to_another() {
        let map = GroupMap(vec![
            row("workers", Role::SupportWorker, &["tees", "wear"]),
            row("office", Role::Coordinator, &["wear", "tees"]),
            row("office of the Tees", Role::Coordinator, &["tees"]),
        ]);
        let grants = |groups: &[&str]| map.grants(&groups.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(grants(&["gardeners"]), None);
        assert_eq!(grants(&[]), None);
        assert_eq!(grants(&["office", "workers"]).unwrap().roles, [Role::SupportWorker, Role::Coordinator]);
        let narrow = grants(&["office of the Tees", "workers"]).unwrap();
        assert_eq!((narrow.roles.len(), narrow.boards.len()), (1, 2), "nobody coordinates the Wear by it");
    }
}
